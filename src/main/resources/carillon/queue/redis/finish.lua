-- The batch of a worker that simply succeeded: acknowledged, deleted and counted at once.
-- ARGV, per stream: stream, number of entries, entries. Returns how many this call finished.
local done = 0
local at = 1
while at <= #ARGV do
  local key, last = ready(ARGV[at]), at + 1 + tonumber(ARGV[at + 1])
  local mine = redis.call('XACK', key, GROUP, unpack(ARGV, at + 2, last))
  if mine > 0 then
    redis.call('XDEL', key, unpack(ARGV, at + 2, last))
    done = done + mine
  end
  at = last + 1
end
if done > 0 then
  count('done', done)
end
return done
