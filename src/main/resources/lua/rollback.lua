-- Takes a canary back, or where there is none lets new calls begin with the set before; that is then the one before, so
-- that a second roll-back undoes the first.
-- KEYS: the pointer. ARGV: what its sets' keys begin with, how long the canary stays for its calls (ms).
-- Answers 'canary', 'live', or nil where there is nothing to go back to.
local pointer = KEYS[1]
local p = redis.call('HMGET', pointer, 'revision', 'previous', 'canary_revision')
if p[3] then
  redis.call('HDEL', pointer, 'canary', 'canary_revision')
  if p[3] ~= p[1] and p[3] ~= p[2] then
    redis.call('PEXPIRE', ARGV[1] .. p[3], ARGV[2])
  end
  return 'canary'
end
if not p[1] or not p[2] then
  return false
end
redis.call('HSET', pointer, 'revision', p[2], 'previous', p[1], 'since', string.format('%d', now()))
return 'live'
