-- The job ARGV[1]: {state, its time on a shelf in ms or -1, fields, its progress or nothing}, or
-- nothing.
local id = ARGV[1]
local state, fields = locate(id)
if not state then
  return false
end
local time = redis.call('ZSCORE', tag .. ':' .. state, id)
local ended_as = state == 'kept' and get(fields, 'z')
return {
  ended_as or string.upper(state), time or '-1', fields,
  progress_of(id, fields)
}
