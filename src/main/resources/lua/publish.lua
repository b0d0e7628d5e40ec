-- Writes a flow set and lets new calls begin with it.
-- KEYS: the set, the pointer. ARGV: its text, its revision, how long a set stays that new calls no longer begin with
-- (ms), the canary as JSON ('' for all new calls), 1 to change nothing where a set is live already.
-- The pointer: revision, since (ms), previous, canary, canary_revision. The sets it names have no end; all of them
-- share a slot with it.
local set, pointer = KEYS[1], KEYS[2]
local revision, ttl, canary = ARGV[2], ARGV[3], ARGV[4]
local names = { 'revision', 'previous', 'canary_revision' }

local before = redis.call('HMGET', pointer, unpack(names))
if ARGV[5] == '1' and before[1] then
  return 0
end
redis.call('SET', set, ARGV[1])
if canary ~= '' and before[1] then
  redis.call('HSET', pointer, 'canary', canary, 'canary_revision', revision)
else
  redis.call('HDEL', pointer, 'canary', 'canary_revision')
  if before[1] ~= revision then
    redis.call('HSET', pointer, 'revision', revision, 'since', string.format('%d', now()))
    if before[1] then
      redis.call('HSET', pointer, 'previous', before[1])
    end
  end
end

local named = {}
for _, name in ipairs(redis.call('HMGET', pointer, unpack(names))) do
  named[name or ''] = true
end
for i = 1, #names do
  local old = before[i]
  if old and not named[old] then
    redis.call('PEXPIRE', string.sub(set, 1, -#revision - 1) .. old, ttl)
  end
end
return 1
