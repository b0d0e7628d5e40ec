-- Gives back a lease under which nothing was written: the attempt does not count.
-- KEYS: call, due index. ARGV: call id, lane, command id, delay ms, lease number. Answers 1, or 0 where the lease is
-- not held.
local call, due, lane = KEYS[1], KEYS[2], ARGV[2]
local lanes = read_lanes(redis.call('HGET', call, 'l'))
local r = lanes[lane]
if not r or r.till == 0 or r.number ~= tonumber(ARGV[5]) or not is_command(head_entry(call, lane, r), ARGV[3]) then
  return 0
end
r.till = 0
r.attempts = r.attempts - 1
if r.attempts == 0 then
  r.first = 0
end
redis.call('ZADD', due, now() + ARGV[4], 'c|' .. ARGV[1] .. '|' .. lane)
store_lanes(call, lanes)
return 1
