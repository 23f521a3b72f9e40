-- Moves up to ARGV[1] scheduled jobs that are due to their streams.
-- Returns {moved, ms until the next one is due, -1 when none is scheduled}.
local scheduled, bodies = tag .. ':scheduled', tag .. ':scheduled:bodies'
local time = now()
local due = redis.call('ZRANGEBYSCORE', scheduled, '-inf', time, 'LIMIT', 0, ARGV[1])
for _, id in ipairs(due) do
  local packed = redis.call('HGET', bodies, id)
  redis.call('ZREM', scheduled, id)
  if packed then
    redis.call('HDEL', bodies, id)
    local fields = cmsgpack.unpack(packed)
    add(home(fields, 'normal'), id, fields)
  end
end
local first = redis.call('ZRANGE', scheduled, 0, 0, 'WITHSCORES')
return {#due, first[2] and math.max(0, first[2] - time) or -1}
