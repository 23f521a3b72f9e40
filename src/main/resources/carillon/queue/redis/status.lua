-- The queue in numbers: {ready, running, scheduled, dead, ms since when the oldest waiting job is ready
-- or -1, 1 when paused, counters as a flat list, ms when the first scheduled one is due or -1, ms when
-- the oldest dead one was buried or -1}.
local waiting, running, oldest = 0, 0, -1

local function look(stream, length)
  local key = ready(stream)
  local pending, last = 0, '0-0'
  local groups = redis.pcall('XINFO', 'GROUPS', key)
  for _, group in ipairs(groups.err and {} or groups) do
    if get(group, 'name') == GROUP then
      pending, last = get(group, 'pending'), get(group, 'last-delivered-id')
    end
  end
  running = running + pending
  waiting = waiting + math.max(0, length - pending)
  local next = redis.call('XRANGE', key, '(' .. last, '+', 'COUNT', 1)
  if next[1] then
    local ms = tonumber(string.match(next[1][1], '^%d+'))
    oldest = (oldest < 0 or ms < oldest) and ms or oldest
  end
end

local function first(shelf)
  return redis.call('ZRANGE', tag .. ':' .. shelf, 0, 0, 'WITHSCORES')[2] or '-1'
end

each_stream(function(stream)
  local length = redis.call('XLEN', ready(stream))
  if length > 0 then
    look(stream, length)
  end
end)
return {
  waiting, running, redis.call('ZCARD', tag .. ':scheduled'), redis.call('ZCARD', tag .. ':dead'),
  text(oldest), redis.call('EXISTS', tag .. ':paused'), redis.call('HGETALL', tag .. ':counters'),
  first('scheduled'), first('dead')
}
