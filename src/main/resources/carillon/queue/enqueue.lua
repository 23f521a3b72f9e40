-- Puts jobs on their streams, or among the scheduled ones, and counts them.
-- ARGV, per job: stream, delay (ms), number of fields and values, fields and values.
-- Returns per job the id of its entry, or of the scheduled job.
local ids = {}
local at = 1
while at <= #ARGV do
  local name, delay, n = ARGV[at], tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2])
  if delay == 0 then
    ids[#ids + 1] = redis.call('XADD', ready(name), '*', unpack(ARGV, at + 3, at + 2 + n))
  else
    local time = now()
    local id = string.format('%.0f-%.0f', time, redis.call('INCR', tag .. ':ids') * 256 + 255)
    local fields = {unpack(ARGV, at + 3, at + 2 + n)}
    remember_home(fields, name)
    schedule(id, fields, time + delay)
    ids[#ids + 1] = id
  end
  at = at + 3 + n
end
count('enqueued', #ids)
return ids
