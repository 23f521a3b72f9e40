-- The queue in numbers: {ready, running, scheduled, dead, ms since when the oldest waiting job is ready
-- or -1, 1 when paused, counters as a flat list, ms when the first scheduled one is due or -1, ms when
-- the oldest dead one was buried or -1, 1 when a count of bytes was made anew within the last hour}.
local waiting, running, oldest = 0, 0, -1

local function look(stream, entries)
  local pending, last = progress_of_group(stream)
  running = running + pending
  waiting = waiting + math.max(0, entries - pending)
  local next = redis.call('XRANGE', ready(stream), '(' .. last, '+', 'COUNT', 1)
  if next[1] then
    local ms = tonumber(string.match(next[1][1], '^%d+'))
    oldest = (oldest < 0 or ms < oldest) and ms or oldest
  end
end

local function first(shelf)
  local score = redis.call('ZRANGE', tag .. ':' .. shelf, 0, 0, 'WITHSCORES')[2]
  return score and text(moment(score)) or '-1'
end

each_stream(function(stream)
  local entries = length(stream)
  if entries > 0 then
    look(stream, entries)
  end
end)
local counters = redis.pcall('HGETALL', tag .. ':counters')
return {
  waiting, running, redis.call('ZCARD', tag .. ':scheduled'), redis.call('ZCARD', tag .. ':dead'),
  text(oldest), redis.call('EXISTS', tag .. ':paused'), counters.err and {} or counters,
  first('scheduled'), first('dead'), redis.call('EXISTS', tag .. ':recounted')
}
