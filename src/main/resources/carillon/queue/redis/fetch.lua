-- Takes up to ARGV[3] jobs for the node ARGV[1], whose liveness it renews for ARGV[2] ms. First those
-- that go before all, then by priority in the order ARGV[7], ARGV[8], ARGV[9], in each from the lane
-- ARGV[6] on; a lane gives an eighth at first and more only when others have nothing. With ARGV[4] = 1
-- it makes the group on all streams. With ARGV[5] = 1 a suspect is taken, alone.
-- Returns {1 when the queue is paused, else 0, stream, entries, stream, entries, …}.
local consumer, left = ARGV[1], tonumber(ARGV[3])
local node = tag .. ':node:' .. consumer
if redis.call('PEXPIRE', node, ARGV[2]) == 0 then
  redis.call('SET', node, '1', 'PX', ARGV[2])
end

local function create(stream)
  -- At 0, so that nothing is passed over.
  return redis.pcall('XGROUP', 'CREATE', ready(stream), GROUP, '0', 'MKSTREAM')
end

if ARGV[4] == '1' then
  each_stream(create)
end
if redis.call('EXISTS', tag .. ':paused') == 1 then
  return {1}
end

local taken, failed = {0}, nil

local function read(stream, most)
  return redis.pcall(
    'XREADGROUP', 'GROUP', GROUP, consumer, 'COUNT', most, 'STREAMS', ready(stream), '>')
end

-- How many it got.
local function take_from(stream, most)
  local got = read(stream, most)
  if got and got.err and string.find(got.err, 'NOGROUP', 1, true) then
    -- Gone after a FLUSHALL or a fail-over.
    local created = create(stream)
    got = created.err and created or read(stream, most)
  end
  if got and got.err then
    failed = got
    left = 0
  elseif got then
    local entries = got[1][2]
    taken[#taken + 1] = tostring(stream)
    taken[#taken + 1] = entries
    left = left - #entries
    return #entries
  end
  return 0
end

local function lanes(priority, most)
  local found = 0
  for lane = tonumber(ARGV[6]), ARGV[6] + LANES - 1 do
    if left == 0 then
      break
    end
    found = found + take_from(priority * LANES + lane % LANES, math.min(left, most))
  end
  return found
end

if ARGV[5] == '1' and take_from(SUSPECTS, 1) == 1 then
  return taken
end
take_from(FIRST, left)
local share = math.ceil(left / 8)
for at = 7, 9 do
  if left > 0 and lanes(ARGV[at], share) > 0 and left > 0 then
    lanes(ARGV[at], left)
  end
end
return failed or taken
