-- Takes a command off its lane, if it is the head, and leases the next.
-- KEYS: call, due index. ARGV: call id, lane, command id, lease ms. Answers the next lease or nil.
local call, due, lane = KEYS[1], KEYS[2], ARGV[2]
local lanes = read_lanes(redis.call('HGET', call, 'l'))
local r = lanes[lane]
if not r or not is_command(head_entry(call, lane, r), ARGV[3]) then
  return false
end
local member = 'c|' .. ARGV[1] .. '|' .. lane
redis.call('HDEL', call, entry_field(lane, r.head))
r.head = r.head + 1
no_head(r)
local lease = false
if r.head == r.next then
  lanes[lane] = nil
  redis.call('ZREM', due, member)
else
  lease = grant(r, lane, head_entry(call, lane, r), now(), tonumber(ARGV[4]))
  redis.call('ZADD', due, r.till, member)
end
store_lanes(call, lanes)
return lease
