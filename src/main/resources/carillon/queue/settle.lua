-- The end of one run that was not simply a success. Counts once, however often it is called.
-- ARGV: stream, entry, job id, then one of
--   done KEEP | retry DELAY ERROR | bury REASON ERROR | back DELAY       (times in ms)
local name, entry, id, what = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local fields = body(ready(name), entry)
if not take(name, entry) then
  return 0
end
redis.call('HDEL', tag .. ':moved', id)
if not fields then
  -- Somebody deleted the entry by hand while it was running.
  count('deleted', 1)
  return 1
end
if what == 'done' then
  count('done', 1)
  if tonumber(ARGV[5]) > 0 then
    set(fields, 'i', id)
    set(fields, 'p', '')
    redis.call('SET', tag .. ':job:' .. id, cmsgpack.pack(fields), 'PX', ARGV[5])
  end
elseif what == 'retry' then
  remember_home(fields, name)
  set(fields, 'a', whole(get(fields, 'a'), 1) + 1)
  set(fields, 'x', ARGV[6])
  schedule(id, fields, now() + ARGV[5])
  count('requeued', 1)
elseif what == 'bury' then
  remember_home(fields, name)
  bury(id, fields, ARGV[5], ARGV[6])
elseif tonumber(ARGV[5]) > 0 then
  remember_home(fields, name)
  local time = now()
  if not get(fields, 'h') then
    set(fields, 'h', string.format('%.0f', time))
  end
  schedule(id, fields, time + ARGV[5])
else
  remember_home(fields, name)
  add('first', id, fields)
end
return 1
