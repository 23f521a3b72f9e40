-- Puts jobs on their streams, or among the scheduled ones, and counts them.
-- ARGV, per job: stream, delay (ms), time to live (ms, 0 for ever), unique key or '', number of fields
-- and values, fields and values. Returns per job the id of its entry, or = and the id of the job, or ~
-- and the id of the job that has the same unique key and has not ended.
local ids, enqueued = {}, 0

local function twin(unique)
  local id = redis.call('HGET', tag .. ':unique', unique)
  local state = id and locate(id)
  return state and state ~= 'dead' and state ~= 'kept' and '~' .. id
end

-- A job that is more than an entry: it has an id before it has one, and is counted as moved.
local function special(stream, delay, ttl, unique, fields)
  local time = now()
  local id = text(time) .. '-' .. text(redis.call('INCR', tag .. ':ids') * 256 + NEVER_READY)
  if ttl > 0 then
    set(fields, 't', text(time + ttl))
  end
  if unique ~= '' then
    set(fields, 'u', unique)
    redis.call('HSET', tag .. ':unique', unique, id)
  end
  if delay > 0 then
    set(fields, 's', stream)
    schedule(id, fields, time + delay)
  else
    add(stream, id, fields)
  end
  return '=' .. id
end

local at = 1
while at <= #ARGV do
  local stream, delay, ttl, unique = ARGV[at], tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2]), ARGV[at + 3]
  local last = at + 4 + ARGV[at + 4]
  local id = unique ~= '' and twin(unique)
  if not id then
    enqueued = enqueued + 1
    if delay == 0 and ttl == 0 and unique == '' then
      id = redis.call('XADD', ready(stream), '*', unpack(ARGV, at + 5, last))
    else
      id = special(stream, delay, ttl, unique, {unpack(ARGV, at + 5, last)})
    end
  end
  ids[#ids + 1] = id
  at = last + 1
end
if enqueued > 0 then
  count('enqueued', enqueued)
end
return ids
