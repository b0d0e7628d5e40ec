-- Puts an entry on the dead list; where it is there it is written anew. Of too many of its kind the oldest go.
-- KEYS: times of its kind, heads, events, redrives. ARGV: id, head, event, most of its kind, longest life (ms)
local times, heads, events, redrives = unpack(KEYS)
local id, life = ARGV[1], ARGV[5]
local at = now()
redis.call('ZADD', times, at, id)
redis.call('HSET', heads, id, string.format('%d ', at) .. ARGV[2])
redis.call('HSET', events, id, ARGV[3])
local over = redis.call('ZCARD', times) - tonumber(ARGV[4])
if over > 0 then
  local gone = redis.call('ZRANGE', times, 0, over - 1)
  redis.call('ZREM', times, unpack(gone))
  redis.call('HDEL', heads, unpack(gone))
  redis.call('HDEL', events, unpack(gone))
  redis.call('ZREM', redrives, unpack(gone))
end
for _, key in ipairs(KEYS) do
  redis.call('PEXPIRE', key, life)
end
return 1
