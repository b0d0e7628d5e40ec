-- KEYS: a flow set. ARGV: how long it is to stay from now on (ms), its text ('' where it is not to be written anew).
-- Never shortens its life: one that is published has no end, and another pod may ask for longer. Answers 1 where it is
-- there now, 0 where not.
local left = redis.call('PTTL', KEYS[1])
if left == -2 then
  if ARGV[2] == '' then
    return 0
  end
  redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[1])
elseif left >= 0 and left < tonumber(ARGV[1]) then
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
end
return 1
