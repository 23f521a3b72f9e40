-- A job by its id ARGV[1], whose first entry would be ARGV[3] of the stream ARGV[2] ('' when it was
-- scheduled at first). Returns {state, its time in ms or -1, fields}, or nothing.
local id = ARGV[1]
local kept = redis.call('GET', tag .. ':job:' .. id)
if kept then
  return {'DONE', '-1', cmsgpack.unpack(kept)}
end
for set_of, state in pairs({scheduled = 'SCHEDULED', dead = 'DEAD'}) do
  local packed = redis.call('HGET', tag .. ':' .. set_of .. ':bodies', id)
  if packed then
    local time = redis.call('ZSCORE', tag .. ':' .. set_of, id)
    return {state, time or '-1', cmsgpack.unpack(packed)}
  end
end
local name, entry = ARGV[2], ARGV[3]
local moved = redis.call('HGET', tag .. ':moved', id)
if moved then
  name, entry = string.match(moved, '^(%a+)/(.*)$')
end
if name == '' then
  return false
end
local fields = body(ready(name), entry)
if not fields then
  return false
end
local pending = redis.pcall('XPENDING', ready(name), GROUP, entry, entry, 1)
return {pending[1] and 'RUNNING' or 'READY', '-1', fields}
