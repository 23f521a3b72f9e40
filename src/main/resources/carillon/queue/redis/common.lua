-- Put before every script. All keys of a queue begin with its hash tag, KEYS[1], so that they share
-- one slot of a Redis Cluster; the scripts make the rest of each key's name themselves. There is never
-- a key of that name itself: while the slot is on its way to another master, where what is missing is
-- answered by ASK, no script begins that could miss another key in its middle.
--
-- Jobs wait on streams, named by number: a priority has 64 of them, one per lane of projects (high
-- 0 to 63, normal 64 to 127, low 128 to 191); 254 goes before all, 253 has the suspects, jobs whose
-- node died. A shelf is a sorted set and the bodies of its jobs: scheduled (by due time), dead (by
-- time of death), kept (ended jobs that can still be looked up, by when that ends).
--
-- An entry of a stream is a flat list of fields: e event, p payload, and only when it is not the
-- default: j project, a attempt, c crashes, i id, k keep (ms), t expires at (ms), u unique key, x last
-- error, h since when it is handed back (ms), s the stream it belongs to, y node and start of each
-- crash, r reason of a dead letter, z how a kept job ended, o its last progress, w traceparent of the
-- request it is of.
--
-- Whoever gives a job to somebody else gives it a new entry: what a sleeper still holds is then an
-- entry that is pending for nobody, and its XACK counts 0. That is the whole fencing.
--
-- When Redis is out of memory it refuses only the first write of a script. So what frees memory
-- starts by XACK, XDEL or ZREM, which are never refused, and cannot stop in its middle.
local tag = KEYS[1]
local GROUP = 'workers'
local LANES, STREAMS, SUSPECTS, FIRST, NEVER_READY = 64, 192, 253, 254, 255

local function ready(stream)
  return tag .. ':ready:' .. stream
end

local function each_stream(visit)
  visit(FIRST)
  visit(SUSPECTS)
  for stream = 0, STREAMS - 1 do
    visit(stream)
  end
end

-- A number that somebody overwrote by hand stops no job; the system check tells that the sum is wrong.
local function count(what, n)
  redis.pcall('HINCRBY', tag .. ':counters', what, n)
end

