-- What was handed out to the node ARGV[1] longer than ARGV[2] ms ago and has not ended: up to ARGV[3]
-- entries, as stream/entry.
local overdue = {}
each_stream(function(stream)
  local left = ARGV[3] - #overdue
  local pending = left > 0
    and redis.pcall('XPENDING', ready(stream), GROUP, 'IDLE', ARGV[2], '-', '+', left, ARGV[1])
  for _, one in ipairs(pending and not pending.err and pending or {}) do
    overdue[#overdue + 1] = stream .. '/' .. one[1]
  end
end)
return overdue
