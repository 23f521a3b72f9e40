-- Takes up to ARGV[4] jobs for the consumer ARGV[1] of the node ARGV[2], whose liveness it renews for
-- ARGV[3] ms; the streams in the order given from ARGV[5] on. Returns {stream, entries, …}.
local node = tag .. ':node:' .. ARGV[2]
if redis.call('PEXPIRE', node, ARGV[3]) == 0 then
  redis.call('SET', node, '1', 'PX', ARGV[3])
end

local function read(key, n)
  return redis.pcall('XREADGROUP', 'GROUP', GROUP, ARGV[1], 'COUNT', n, 'STREAMS', key, '>')
end

local left = tonumber(ARGV[4])
local taken = {}
for at = 5, #ARGV do
  if left == 0 then
    break
  end
  local key = ready(ARGV[at])
  local got = read(key, left)
  if got and got.err and string.find(got.err, 'NOGROUP', 1, true) then
    -- New, or gone after a FLUSHALL or a fail-over. At 0, so that nothing is passed over.
    redis.call('XGROUP', 'CREATE', key, GROUP, '0', 'MKSTREAM')
    got = read(key, left)
  end
  if got and got.err then
    return got
  end
  if got then
    local entries = got[1][2]
    taken[#taken + 1] = ARGV[at]
    taken[#taken + 1] = entries
    left = left - #entries
  end
end
return taken
