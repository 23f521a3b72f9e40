-- Notes ARGV[3] = ARGV[4] about the job of the entry ARGV[2] of the stream ARGV[1], for ARGV[5] ms, as
-- long as somebody has it. A new checkpoint shows that the job gets on. Returns 1, or 0 when the entry
-- was taken from its owner meanwhile.
local stream, entry = tonumber(ARGV[1]), ARGV[2]
local pending = redis.pcall('XPENDING', ready(stream), GROUP, entry, entry, 1)
local fields = pending[1] and body(ready(stream), entry)
if not fields then
  return 0
end
local run = tag .. ':run:' .. job_id(stream, entry, fields)
redis.call('HSET', run, ARGV[3], ARGV[4])
if ARGV[3] == 'checkpoint' then
  redis.call('HSET', run, 'fresh', '1')
end
redis.call('PEXPIRE', run, ARGV[5])
return 1
