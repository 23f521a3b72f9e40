-- The end of one run that was not simply a success. Counts once, however often it is called.
-- ARGV: stream, entry, then one of (times in ms)
--   done | cancelled | retry DELAY ERROR | bury REASON ERROR | back DELAY
local stream, entry, what = tonumber(ARGV[1]), ARGV[2], ARGV[3]
local fields = body(ready(stream), entry)
if not take(stream, entry) then
  return 0
end
if not fields then
  -- Somebody deleted the entry by hand while it was running.
  count('deleted', 1)
  return 1
end
local id = job_id(stream, entry, fields)
redis.call('HDEL', tag .. ':moved', id)
local belongs = home(fields, stream)
set(fields, 's', belongs)
if what == 'done' or what == 'cancelled' then
  ended(what, id, fields)
elseif what == 'bury' then
  bury(id, fields, ARGV[4], ARGV[5])
elseif cancel_asked(id) then
  ended('cancelled', id, fields)
elseif what == 'retry' then
  set(fields, 'a', whole(get(fields, 'a'), 1) + 1)
  set(fields, 'x', ARGV[5])
  schedule(id, fields, now() + ARGV[4])
  count('requeued', 1)
elseif tonumber(ARGV[4]) > 0 then
  local time = now()
  if not get(fields, 'h') then
    set(fields, 'h', text(time))
  end
  schedule(id, fields, time + ARGV[4])
else
  add(stream == SUSPECTS and SUSPECTS or FIRST, id, fields)
end
return 1
