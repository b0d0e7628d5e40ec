-- Takes entries off the dead list, or only says how the try with one ended.
-- KEYS: redrives, heads, events, told, then the times of each kind.
-- ARGV: 1 to take it off, when it was put ('' for whenever), the word for how it ended ('' for none), the word for one
-- that was put anew since, ids. Answers how many were taken off.
local redrives, heads, events, told = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local off, put, word, anew = ARGV[1] == '1', ARGV[2], ARGV[3], ARGV[4]
local count = 0
for i = 5, #ARGV do
  local id = ARGV[i]
  local head = redis.call('HGET', heads, id)
  local same = head and (put == '' or string.match(head, '^%d+') == put)
  redis.call('ZREM', redrives, id)
  if same and off then
    count = count + 1
    redis.call('HDEL', heads, id)
    redis.call('HDEL', events, id)
    for k = 5, #KEYS do
      redis.call('ZREM', KEYS[k], id)
    end
  end
  if word ~= '' then
    redis.call('HSET', told, id, (head and not same) and anew or word)
    redis.call('PEXPIRE', told, 3600000)
  end
end
return count
