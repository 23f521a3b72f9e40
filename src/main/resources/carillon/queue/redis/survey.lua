-- The nodes that have, or had, jobs of a queue, and whether they live: {name, 1 or 0, …}.
local seen, result = {}, {}
each_stream(function(stream)
  local consumers = redis.pcall('XINFO', 'CONSUMERS', ready(stream), GROUP)
  for _, consumer in ipairs(consumers.err and {} or consumers) do
    local node = get(consumer, 'name')
    if not seen[node] then
      seen[node] = true
      result[#result + 1] = node
      result[#result + 1] = redis.call('EXISTS', tag .. ':node:' .. node)
    end
  end
end)
return result
