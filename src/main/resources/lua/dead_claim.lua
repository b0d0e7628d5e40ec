-- Hands out entries of the dead list that are to be tried again, each to one pod for a while; drops what is too old.
-- KEYS: redrives, heads, events, then the times of each kind. ARGV: most, for how long (ms), longest life (ms).
-- Answers head, event, head, event ...
local redrives, heads, events = KEYS[1], KEYS[2], KEYS[3]
local at = now()
for i = 4, #KEYS do
  local old = redis.call('ZRANGEBYSCORE', KEYS[i], '-inf', at - ARGV[3], 'LIMIT', 0, 100)
  if #old > 0 then
    redis.call('ZREM', KEYS[i], unpack(old))
    redis.call('HDEL', heads, unpack(old))
    redis.call('HDEL', events, unpack(old))
  end
end
local claimed = {}
for _, id in ipairs(redis.call('ZRANGEBYSCORE', redrives, '-inf', at, 'LIMIT', 0, ARGV[1])) do
  local head = redis.call('HGET', heads, id)
  if head then
    redis.call('ZADD', redrives, at + ARGV[2], id)
    claimed[#claimed + 1] = head
    claimed[#claimed + 1] = redis.call('HGET', events, id) or ''
  else
    redis.call('ZREM', redrives, id)
  end
end
return claimed
