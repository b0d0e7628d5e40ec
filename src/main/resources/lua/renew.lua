-- One more lease of the same head.
-- KEYS: call, due index. ARGV: call id, lane, command id, lease ms, lease number. Answers the lease, or nil where the
-- given one is no longer held.
local call, due, lane = KEYS[1], KEYS[2], ARGV[2]
local lanes = read_lanes(redis.call('HGET', call, 'l'))
local r = lanes[lane]
if not r or r.till == 0 or r.number ~= tonumber(ARGV[5]) then
  return false
end
local entry = head_entry(call, lane, r)
if not is_command(entry, ARGV[3]) then
  return false
end
local lease = grant(r, lane, entry, now(), tonumber(ARGV[4]))
redis.call('ZADD', due, r.till, 'c|' .. ARGV[1] .. '|' .. lane)
store_lanes(call, lanes)
return lease
