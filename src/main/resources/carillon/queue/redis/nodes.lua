-- Says that node ARGV[1] lives for ARGV[2] ms more, or with 0 that it leaves. Returns how many nodes
-- live. Only for those who count: what becomes of a node's jobs is decided by its own key. Out of
-- memory the node is not counted, which is no reason to fail.
local nodes = tag .. ':nodes'
redis.call('ZREMRANGEBYSCORE', nodes, '-inf', string.format('%.0f', now()))
if ARGV[1] and tonumber(ARGV[2]) > 0 then
  redis.pcall('ZADD', nodes, string.format('%.0f', now() + ARGV[2]), ARGV[1])
elseif ARGV[1] then
  redis.call('ZREM', nodes, ARGV[1])
end
return redis.call('ZCARD', nodes)
