-- Put before every script. All keys of a queue begin with its hash tag, KEYS[1], so that they share
-- one slot of a Redis Cluster; the scripts make the rest of each key's name themselves.
--
-- An entry of a ready stream is a flat list of fields: e event, p payload, and only when it is not
-- the default: j project, a attempt, c crashes, i id, k keep (ms), x last error, h since when it is
-- handed back (ms), s the stream it belongs to, r reason of a dead letter.
--
-- Whoever gives a job to somebody else gives it a new entry: what a sleeper still holds is then an
-- entry that is pending for nobody, and its XACK counts 0. That is the whole fencing.
--
-- When Redis is out of memory it refuses only the first write of a script. So what frees memory
-- starts by XACK, XDEL or ZREM, which are never refused, and cannot stop in its middle.
local tag = KEYS[1]
local GROUP = 'workers'
local NUMBERS = {high = 0, normal = 64, low = 128, first = 254}
local ORDER = {'first', 'high', 'normal', 'low'}

local function ready(name)
  return tag .. ':ready:' .. name
end

local function count(what, n)
  redis.call('HINCRBY', tag .. ':counters', what, n)
end

local function now()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
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

local function whole(text, default)
  return text and string.match(text, '^%d+$') and #text < 16 and tonumber(text) or default
end

-- The id of the job in an entry: its own, or made of the first entry and its stream.
local function job_id(name, entry, fields)
  local own = get(fields, 'i')
  if own then
    return own
  end
  local ms, seq = string.match(entry, '^(%d+)-(%d+)$')
  return ms .. '-' .. string.format('%.0f', seq * 256 + NUMBERS[name])
end

local function home(fields, name)
  local own = get(fields, 's') or name
  return NUMBERS[own] and own ~= 'first' and own or 'normal'
end

local function remember_home(fields, name)
  local stream = home(fields, name)
  if stream ~= 'normal' then
    set(fields, 's', stream)
  end
end

-- To a ready stream under the id it has; find needs to know where.
local function add(name, id, fields)
  set(fields, 'i', id)
  local entry = redis.call('XADD', ready(name), '*', unpack(fields))
  redis.call('HSET', tag .. ':moved', id, name .. '/' .. entry)
end

local function schedule(id, fields, due)
  set(fields, 'i', id)
  redis.call('ZADD', tag .. ':scheduled', due, id)
  redis.call('HSET', tag .. ':scheduled:bodies', id, cmsgpack.pack(fields))
end

local function bury(id, fields, reason, problem)
  set(fields, 'i', id)
  set(fields, 'r', reason)
  if problem ~= '' then
    set(fields, 'x', problem)
  end
  redis.call('ZADD', tag .. ':dead', now(), id)
  redis.call('HSET', tag .. ':dead:bodies', id, cmsgpack.pack(fields))
  count('discarded', 1)
end

-- Takes a pending entry away from whoever has it: true once, false ever after.
local function take(name, entry)
  if redis.call('XACK', ready(name), GROUP, entry) == 0 then
    return false
  end
  redis.call('XDEL', ready(name), entry)
  return true
end
