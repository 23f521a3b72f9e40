-- The queue in numbers: {ready, running, scheduled, dead, ms of the oldest waiting entry or -1,
-- counters as a flat list}.
local waiting, running, oldest = 0, 0, -1
for _, name in ipairs(ORDER) do
  local key = ready(name)
  local pending, last = 0, '0-0'
  local groups = redis.pcall('XINFO', 'GROUPS', key)
  for _, group in ipairs(groups.err and {} or groups) do
    if get(group, 'name') == GROUP then
      pending, last = get(group, 'pending'), get(group, 'last-delivered-id')
    end
  end
  running = running + pending
  waiting = waiting + redis.call('XLEN', key) - pending
  local next = redis.call('XRANGE', key, '(' .. last, '+', 'COUNT', 1)
  if next[1] then
    local ms = tonumber(string.match(next[1][1], '^%d+'))
    oldest = (oldest < 0 or ms < oldest) and ms or oldest
  end
end
return {
  math.max(0, waiting), running, redis.call('ZCARD', tag .. ':scheduled'),
  redis.call('ZCARD', tag .. ':dead'), string.format('%.0f', oldest),
  redis.call('HGETALL', tag .. ':counters')
}
