-- Puts jobs that are more than an entry on their streams, or among the scheduled ones, and counts them.
-- ARGV: the id of the request, or ''; then per job: stream, delay (ms), time to live (ms, 0 for ever), unique key or '', for how long (ms)
-- it is unique even when it has ended, number of fields and values, fields and values. Returns per job
-- 1 and its id, or 0 and the id of the job that has the same unique key.
-- A request with an id that comes again within an hour gets the same answer and enqueues nothing.
local REMEMBERED = 60 * 60 * 1000
local request = ARGV[1] ~= '' and tag .. ':request:' .. ARGV[1]
local before = request and redis.call('GET', request)
if before then
  return cmsgpack.unpack(before)
end
local result, enqueued = {}, 0

local function twin(unique)
  local id = holder(unique) or redis.call('GET', tag .. ':once:' .. unique)
  if id then
    return id
  end
  -- Older nodes leave out the event.
  local event, key = string.match(unique, '^(.-) (.*)$')
  local older, fields = holder(key or '')
  return older and get(fields, 'e') == event and older
end

-- It has an id before it has an entry, and is found as one that was moved.
local function put(stream, delay, ttl, unique, window, fields)
  local time = now()
  local id = text(time) .. '-' .. text(redis.call('INCR', tag .. ':ids') * 256 + NEVER_READY)
  if ttl > 0 then
    set(fields, 't', text(time + ttl))
  end
  if unique ~= '' then
    set(fields, 'u', unique)
    redis.call('HSET', tag .. ':unique', unique, id)
  end
  if window > 0 then
    redis.call('SET', tag .. ':once:' .. unique, id, 'PX', text(window))
  end
  if delay > 0 then
    set(fields, 's', stream)
    schedule(id, fields, time + delay)
  else
    add(stream, id, fields)
  end
  return id
end

local at = 2
while at <= #ARGV do
  local delay, ttl, unique, window = tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2]), ARGV[at + 3], tonumber(ARGV[at + 4])
  local last = at + 5 + ARGV[at + 5]
  local id = unique ~= '' and twin(unique)
  result[#result + 1] = id and 0 or 1
  if not id then
    id = put(ARGV[at], delay, ttl, unique, window, {unpack(ARGV, at + 6, last)})
    enqueued = enqueued + 1
  end
  result[#result + 1] = id
  at = last + 1
end
if request then
  redis.call('SET', request, cmsgpack.pack(result), 'PX', REMEMBERED)
end
if enqueued > 0 then
  count('enqueued', enqueued)
end
return result
