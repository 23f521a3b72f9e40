-- Moves up to ARGV[1] scheduled jobs that are due to their streams.
-- Returns {moved, ms until the next one is due, -1 when none is scheduled}.
local scheduled = tag .. ':scheduled'
local time = now()
local due = redis.call('ZRANGEBYSCORE', scheduled, '-inf', text(time), 'LIMIT', 0, ARGV[1])
for _, id in ipairs(due) do
  local fields = unshelve('scheduled', id)
  if fields then
    add(home(fields, LANES), id, fields)
  end
end
local first = redis.call('ZRANGE', scheduled, 0, 0, 'WITHSCORES')
return {#due, first[2] and math.max(0, moment(first[2]) - time) or -1}
