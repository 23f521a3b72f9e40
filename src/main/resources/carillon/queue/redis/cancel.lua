-- Cancels the job ARGV[1]: one that waits is gone at once, one that runs is asked to end; asking is
-- remembered for ARGV[2] ms. Returns {the state it had, its event name}, or nothing.
local id = ARGV[1]
local state, fields, stream, entry = locate(id)
if state == 'scheduled' then
  unshelve(state, id)
  ended('cancelled', id, fields)
elseif state == 'ready' then
  redis.call('XDEL', ready(stream), entry)
  ended('cancelled', id, fields)
elseif state == 'running' then
  redis.call('SET', tag .. ':cancel:' .. id, '1', 'PX', ARGV[2])
end
local ended_as = state == 'kept' and get(fields, 'z')
return state and {ended_as or string.upper(state), get(fields, 'e')}
