-- Asks for entries of the dead list to be tried again.
-- KEYS: redrives, heads, told. ARGV: longest life (ms), ids. Answers the ids that are there.
local redrives, heads, told = unpack(KEYS)
local at = now()
local found = {}
for i = 2, #ARGV do
  local id = ARGV[i]
  if redis.call('HEXISTS', heads, id) == 1 then
    redis.call('ZADD', redrives, at, id)
    redis.call('HDEL', told, id)
    found[#found + 1] = id
  end
end
redis.call('PEXPIRE', redrives, ARGV[1])
return found
