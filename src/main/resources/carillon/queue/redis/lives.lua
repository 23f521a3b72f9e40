-- What becomes of a job, for the scripts that do more than pass many on: put after common.lua.
-- Of each queue.
local MOST_KEPT_BYTES = 64 * 1024 * 1024

local function now()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

-- Numbers beyond 2^31 as text without an exponent.
local function text(number)
  return string.format('%.0f', number)
end

local function get(fields, name)
  for i = 1, #fields, 2 do
    if fields[i] == name then
      return fields[i + 1]
    end
  end
  return nil
end

local function set(fields, name, value)
  for i = 1, #fields, 2 do
    if fields[i] == name then
      fields[i + 1] = tostring(value)
      return
    end
  end
  fields[#fields + 1] = name
  fields[#fields + 1] = tostring(value)
end

local function body(key, entry)
  local found = redis.call('XRANGE', key, entry, entry)
  return found[1] and found[1][2]
end

local function whole(digits, default)
  return digits and string.match(digits, '^%d+$') and #digits < 16 and tonumber(digits) or default
end

-- The id of the job in an entry: its own, or made of the first entry and its stream.
local function job_id(stream, entry, fields)
  local own = get(fields, 'i')
  if own then
    return own
  end
  local ms, seq = string.match(entry, '^(%d+)-(%d+)$')
  return ms .. '-' .. text(seq * 256 + stream)
end

local function home(fields, stream)
  local own = whole(get(fields, 's'), tonumber(stream))
  return own < STREAMS and own or LANES
end

local function shelve(shelf, id, score, fields)
  local packed = cmsgpack.pack(fields)
  redis.call('ZADD', tag .. ':' .. shelf, text(score), id)
  redis.call('HSET', tag .. ':' .. shelf .. ':bodies', id, packed)
  redis.call('HINCRBY', tag .. ':bytes', shelf, #packed)
end

local function peek(shelf, id)
  local packed = redis.call('HGET', tag .. ':' .. shelf .. ':bodies', id)
  return packed and cmsgpack.unpack(packed)
end

local function unshelve(shelf, id)
  redis.call('ZREM', tag .. ':' .. shelf, id)
  local packed = redis.call('HGET', tag .. ':' .. shelf .. ':bodies', id)
  if packed then
    redis.call('HDEL', tag .. ':' .. shelf .. ':bodies', id)
    redis.call('HINCRBY', tag .. ':bytes', shelf, -#packed)
    return cmsgpack.unpack(packed)
  end
end

local function expires(id, fields)
  local at = get(fields, 't')
  if at then
    redis.call('ZADD', tag .. ':ttl', at, id)
  end
end

-- To a stream under the id it has; locate needs to know where.
local function add(stream, id, fields)
  set(fields, 'i', id)
  local entry = redis.call('XADD', ready(stream), '*', unpack(fields))
  redis.call('HSET', tag .. ':moved', id, stream .. '/' .. entry)
  expires(id, fields)
end

local function schedule(id, fields, due)
  set(fields, 'i', id)
  shelve('scheduled', id, due, fields)
  expires(id, fields)
end

-- What a job has told of its progress, or false.
local function progress_of(id, fields)
  return redis.call('HGET', tag .. ':run:' .. id, 'progress') or fields and get(fields, 'o') or false
end

-- Nothing remains of a job but what its caller wants to be kept.
local function forget(id, fields)
  redis.call('HDEL', tag .. ':moved', id)
  redis.call('ZREM', tag .. ':ttl', id)
  redis.call('DEL', tag .. ':run:' .. id, tag .. ':cancel:' .. id)
  local unique = get(fields, 'u')
  if unique and redis.call('HGET', tag .. ':unique', unique) == id then
    redis.call('HDEL', tag .. ':unique', unique)
  end
end

-- The last step of a job that is not buried: done, cancelled or expired.
local function ended(how, id, fields)
  local progress = progress_of(id)
  forget(id, fields)
  count(how, 1)
  local keep = whole(get(fields, 'k'), 0)
  if keep > 0 then
    if progress then
      set(fields, 'o', progress)
    end
    set(fields, 'p', '')
    set(fields, 'z', string.upper(how))
    shelve('kept', id, now() + keep, fields)
    -- Those go that would be kept longest: nobody's many days take another's few minutes.
    for _ = 1, 20 do
      local last = redis.call('ZRANGE', tag .. ':kept', -1, -1)[1]
      if not last or tonumber(redis.call('HGET', tag .. ':bytes', 'kept')) <= MOST_KEPT_BYTES then
        break
      end
      unshelve('kept', last)
    end
  end
end

local function bury(id, fields, reason, problem)
  forget(id, fields)
  set(fields, 'i', id)
  set(fields, 'r', reason)
  if problem ~= '' then
    set(fields, 'x', problem)
  end
  shelve('dead', id, now(), fields)
  count('discarded', 1)
end

local function cancel_asked(id)
  return redis.call('EXISTS', tag .. ':cancel:' .. id) == 1
end

-- Takes a pending entry away from whoever has it: true once, false ever after.
local function take(stream, entry)
  if redis.call('XACK', ready(stream), GROUP, entry) == 0 then
    return false
  end
  redis.call('XDEL', ready(stream), entry)
  return true
end

-- Where a job is: state, fields and, on a stream, stream and entry. Nothing when it is nowhere.
local function locate(id)
  for _, shelf in ipairs({'scheduled', 'dead', 'kept'}) do
    local fields = peek(shelf, id)
    if fields then
      return shelf, fields
    end
  end
  local stream, entry = string.match(redis.call('HGET', tag .. ':moved', id) or '', '^(%d+)/(.*)$')
  if not stream then
    local ms, number = string.match(id, '^(%d+)-(%d+)$')
    stream = number % 256
    if stream == NEVER_READY then
      return nil
    end
    entry = ms .. '-' .. text((number - stream) / 256)
  end
  local fields = body(ready(stream), entry)
  if not fields then
    return nil
  end
  local pending = redis.pcall('XPENDING', ready(stream), GROUP, entry, entry, 1)
  return pending[1] and 'running' or 'ready', fields, stream, entry
end

-- Whether a job is one of those asked for by ARGV[at] to ARGV[at + 4]: event name, error (the class of
-- its last one, or why it was buried), project, from and to (ms, of the time it is listed by); '' for
-- any.
local function asked_for(at)
  local event, failure, project = ARGV[at], ARGV[at + 1], ARGV[at + 2]
  local from, to = tonumber(ARGV[at + 3]) or 0, tonumber(ARGV[at + 4]) or math.huge
  return function(fields, time)
    local class = string.match(get(fields, 'x') or '', '^[^:%s]+')
    return (event == '' or get(fields, 'e') == event)
      and (failure == '' or failure == class or failure == get(fields, 'r'))
      and (project == '' or project == get(fields, 'j'))
      and tonumber(time) >= from and tonumber(time) < to
  end
end

-- Up to n ids of a shelf with their times, from a position (time/id of the last one seen) on, and the
-- position after them, '' at the end. What was taken away meanwhile changes nothing for the rest.
local function page(shelf, position, n)
  local key = tag .. ':' .. shelf
  local time, last = string.match(position, '^(%d+)/(.*)$')
  local rank = last and redis.call('ZRANK', key, last)
  local start = rank and rank + 1 or time and redis.call('ZCOUNT', key, '-inf', '(' .. time) or 0
  local ids = redis.call('ZRANGE', key, start, start + n - 1, 'WITHSCORES')
  return ids, #ids == 2 * n and ids[#ids] .. '/' .. ids[#ids - 1] or ''
end
