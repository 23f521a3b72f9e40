-- What becomes of a job, for the scripts that do more than pass many on: put after common.lua.
-- Of each queue.
local MOST_KEPT_BYTES = 64 * 1024 * 1024
-- What Redis uses for a job on a shelf beside its body: its id in a sorted set and in a hash.
local BYTES_BESIDE = 215
local SAMPLE = 1000
local LATEST = 2 ^ 53

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

-- Fields that people wrote by hand may be anything. Those of other names than one small letter are
-- passed over, as they are where jobs are read.
local function known(fields)
  local result, seen = {}, {}
  for i = 1, #fields - 1, 2 do
    local name, value = fields[i], fields[i + 1]
    if type(name) == 'string' and type(value) == 'string' and string.match(name, '^[a-z]$') and not seen[name] then
      seen[name] = true
      result[#result + 1] = name
      result[#result + 1] = value
    end
  end
  return result
end

local function unpacked(packed)
  local read, fields = pcall(cmsgpack.unpack, packed)
  return read and type(fields) == 'table' and known(fields) or {}
end

local function body(key, entry)
  local found = redis.call('XRANGE', key, entry, entry)
  return found[1] and known(found[1][2])
end

-- The score of a shelf as a time (ms).
local function moment(score)
  local time = tonumber(score) or 0
  return time >= 0 and math.min(math.floor(time), LATEST) or 0
end

-- How many entries a stream has; none when its key is something else.
local function length(stream)
  local entries = redis.pcall('XLEN', ready(stream))
  return type(entries) == 'number' and entries or 0
end

-- How far the group of a stream is: {pending, last delivered entry}.
local function progress_of_group(stream)
  local groups = redis.pcall('XINFO', 'GROUPS', ready(stream))
  for _, group in ipairs(groups.err and {} or groups) do
    if get(group, 'name') == GROUP then
      return get(group, 'pending'), get(group, 'last-delivered-id')
    end
  end
  return 0, '0-0'
end

local function whole(digits, default)
  return digits and string.match(digits, '^%d+$') and #digits < 16 and tonumber(digits) or default
end

-- The id of the job in an entry: its own, or made of the first entry and its stream.
local function job_id(stream, entry, fields)
  local ms, number = string.match(get(fields, 'i') or '', '^(%d+)-(%d+)$')
  if ms and #ms <= 18 and #number <= 18 then
    return ms .. '-' .. number
  end
  local seq
  ms, seq = string.match(entry, '^(%d+)-(%d+)$')
  return ms .. '-' .. text(seq * 256 + stream)
end

local function home(fields, stream)
  local own = whole(get(fields, 's'), tonumber(stream))
  return own < STREAMS and own or LANES
end

local function tally(shelf, bytes)
  redis.pcall('HINCRBY', tag .. ':bytes', shelf, bytes)
end

local function shelve(shelf, id, score, fields)
  local packed = cmsgpack.pack(fields)
  redis.call('ZADD', tag .. ':' .. shelf, text(score), id)
  redis.call('HSET', tag .. ':' .. shelf .. ':bodies', id, packed)
  tally(shelf, #packed)
end

local function peek(shelf, id)
  local packed = redis.call('HGET', tag .. ':' .. shelf .. ':bodies', id)
  return packed and unpacked(packed)
end

-- The fields of what is taken from a shelf, and how many bytes it had.
local function unshelve(shelf, id)
  redis.call('ZREM', tag .. ':' .. shelf, id)
  local packed = redis.call('HGET', tag .. ':' .. shelf .. ':bodies', id)
  if not packed then
    return nil, 0
  end
  redis.call('HDEL', tag .. ':' .. shelf .. ':bodies', id)
  tally(shelf, -#packed)
  return unpacked(packed), #packed + BYTES_BESIDE
end

-- The bytes of a shelf's bodies anew, out of a sample when they are many; told for an hour.
local function recount(shelf, n)
  local sample = redis.call('HRANDFIELD', tag .. ':' .. shelf .. ':bodies', math.min(n, SAMPLE), 'WITHVALUES')
  local bytes = 0
  for i = 2, #sample, 2 do
    bytes = bytes + #sample[i]
  end
  bytes = math.floor(bytes * n / math.max(1, #sample / 2))
  if type(redis.pcall('HSET', tag .. ':bytes', shelf, text(bytes))) == 'table' then
    redis.call('DEL', tag .. ':bytes')
    redis.pcall('HSET', tag .. ':bytes', shelf, text(bytes))
  end
  redis.pcall('SET', tag .. ':recounted', shelf, 'PX', 60 * 60 * 1000)
  return bytes
end

-- How much of Redis' memory a shelf takes. What somebody did to the count of its bytes heals here.
local function used(shelf)
  local n = redis.call('HLEN', tag .. ':' .. shelf .. ':bodies')
  local counted = redis.pcall('HGET', tag .. ':bytes', shelf)
  local bytes = type(counted) == 'string' and tonumber(counted) or n == 0 and counted == false and 0
  if not bytes or bytes < n or n == 0 and bytes > 0 then
    bytes = recount(shelf, n)
  end
  return bytes + n * BYTES_BESIDE
end

local function expires(id, fields)
  local at = whole(get(fields, 't'))
  if at then
    redis.call('ZADD', tag .. ':ttl', text(at), id)
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

-- Of a job that was never done nobody needs to wait for the end of the time in which it is unique.
local function release(id, fields)
  local once = tag .. ':once:' .. (get(fields, 'u') or '')
  if redis.call('GET', once) == id then
    redis.call('DEL', once)
  end
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
  if how ~= 'done' then
    release(id, fields)
  end
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
    local beyond = used('kept') - MOST_KEPT_BYTES
    for _ = 1, 20 do
      local last = beyond > 0 and redis.call('ZRANGE', tag .. ':kept', -1, -1)[1]
      if not last then
        break
      end
      local _, freed = unshelve('kept', last)
      beyond = beyond - freed
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
    if not ms then
      return nil
    end
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

-- The job that has a unique key and waits or runs, and its fields; nothing when the key is free.
local function holder(unique)
  local id = redis.call('HGET', tag .. ':unique', unique)
  local state, fields
  if id then
    state, fields = locate(id)
  end
  if state and state ~= 'dead' and state ~= 'kept' then
    return id, fields
  end
end

-- Which jobs ARGV[at] to ARGV[at + 4] ask for: event name, error (the class of its last one, or why it
-- was buried), project, from and to (ms, of the time it is listed by); '' for any. Returns {wanted:
-- whether it is this one, possible: whether it may be in this packed body, from, to}.
local function asked_for(at)
  local event, failure, project = ARGV[at], ARGV[at + 1], ARGV[at + 2]
  local from, to = tonumber(ARGV[at + 3]) or 0, tonumber(ARGV[at + 4]) or math.huge
  local function wanted(fields, time)
    local class = string.match(get(fields, 'x') or '', '^[^:%s]+')
    return (event == '' or get(fields, 'e') == event)
      and (failure == '' or failure == class or failure == get(fields, 'r'))
      and (project == '' or project == get(fields, 'j'))
      and tonumber(time) >= from and tonumber(time) < to
  end
  local function possible(packed)
    return (event == '' or string.find(packed, event, 1, true))
      and (failure == '' or string.find(packed, failure, 1, true))
      and (project == '' or string.find(packed, project, 1, true))
  end
  return {wanted = wanted, possible = possible, from = from, to = to}
end

-- Members of one score are ordered by their bytes, whatever Redis' locale is.
local function before(a, b)
  for i = 1, math.min(#a, #b) do
    local x, y = string.byte(a, i), string.byte(b, i)
    if x ~= y then
      return x < y
    end
  end
  return #a < #b
end

-- How many of a shelf are at a time and id or before it, whether that one is still there or not.
local function passed(key, time, id)
  local low = redis.call('ZCOUNT', key, '-inf', '(' .. time)
  local high = redis.call('ZCOUNT', key, '-inf', time)
  while low < high do
    local middle = math.floor((low + high) / 2)
    if before(id, redis.call('ZRANGE', key, middle, middle)[1]) then
      high = middle
    else
      low = middle + 1
    end
  end
  return low
end

-- Up to n ids of a shelf with their times and fields, from a position (time/id of the last one seen)
-- on, and the position after them, '' at the end. Fields are false for those that are surely not asked
-- for. What was taken away meanwhile changes nothing for the rest.
local function page(shelf, position, n, asked)
  local key = tag .. ':' .. shelf
  local time, last = string.match(position, '^([^/]+)/(.*)$')
  local start = 0
  if time and tonumber(time) then
    start = passed(key, time, last)
  elseif asked.from > 0 then
    start = redis.call('ZCOUNT', key, '-inf', '(' .. text(asked.from))
  end
  local scored = redis.call('ZRANGE', key, start, start + n - 1, 'WITHSCORES')
  local jobs, ids = {}, {}
  for i = 1, #scored, 2 do
    ids[#ids + 1] = scored[i]
    jobs[#jobs + 1] = {id = scored[i], time = scored[i + 1]}
  end
  local bodies = ids[1] and redis.call('HMGET', key .. ':bodies', unpack(ids)) or {}
  for i, job in ipairs(jobs) do
    job.fields = bodies[i] and asked.possible(bodies[i]) and unpacked(bodies[i])
  end
  local final = jobs[#jobs]
  local ends = #jobs < n or tonumber(final.time) >= asked.to
  return jobs, ends and '' or final.time .. '/' .. final.id
end
