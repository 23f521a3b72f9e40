-- The consumers of a queue and whether their nodes live: {name, 1 or 0, …}.
local seen, result = {}, {}
for _, name in ipairs(ORDER) do
  local consumers = redis.pcall('XINFO', 'CONSUMERS', ready(name), GROUP)
  for _, consumer in ipairs(consumers.err and {} or consumers) do
    local who = get(consumer, 'name')
    if not seen[who] then
      seen[who] = true
      result[#result + 1] = who
      local node = string.match(who, '^(.*)/[^/]*$') or who
      result[#result + 1] = redis.call('EXISTS', tag .. ':node:' .. node)
    end
  end
end
return result
