-- KEYS: call. Answers the journal lines, oldest first.
local lines = {}
for version = 1, redis.call('HGET', KEYS[1], 'v') or 0 do
  lines[#lines + 1] = redis.call('HGET', KEYS[1], 'j:' .. version) or nil
end
return lines
