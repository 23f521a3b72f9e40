-- Takes what the consumer ARGV[1] has pending and puts it before all others; at the end the consumer
-- is deleted. ARGV[2]: its node when it is to be dead (one more crash for each job; nothing is done
-- and -1 returned when the node lives), or empty to hand back what a live node did not start.
-- ARGV[3]: how many at most; ARGV[4]: a job that was there at so many crashes is buried.
local consumer, node, limit, poison = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
if node ~= '' and redis.call('EXISTS', tag .. ':node:' .. node) == 1 then
  return -1
end

local function give_back(name, entry)
  local fields = body(ready(name), entry)
  take(name, entry)
  if not fields then
    count('deleted', 1)
    return
  end
  local id = job_id(name, entry, fields)
  local crashes = whole(get(fields, 'c'), 0) + (node == '' and 0 or 1)
  remember_home(fields, name)
  if crashes > 0 then
    set(fields, 'c', crashes)
  end
  if node ~= '' and crashes >= poison then
    redis.call('HDEL', tag .. ':moved', id)
    bury(id, fields, 'POISON', crashes .. ' nodes died while they had it, the last one ' .. node)
  else
    add('first', id, fields)
  end
end

local moved = 0
for _, name in ipairs(ORDER) do
  local pending = redis.pcall('XPENDING', ready(name), GROUP, '-', '+', limit - moved, consumer)
  if not pending.err then
    for _, one in ipairs(pending) do
      give_back(name, one[1])
    end
    moved = moved + #pending
    if moved >= limit then
      return moved
    end
    redis.call('XGROUP', 'DELCONSUMER', ready(name), GROUP, consumer)
  end
end
return moved
