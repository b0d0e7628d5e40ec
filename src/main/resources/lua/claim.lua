-- Leases what is overdue in a shard.
-- KEYS: due index. ARGV: shard tag, lease ms, at most. Answers {{'c', call id, lease}, {'t', call id, name, set at}...}
-- The calls' keys are made here from the shard's tag: they hash to the slot of the declared key, so they are on this
-- node whenever it is. While the slot moves between nodes Redis refuses an access to a key that has left, the script
-- fails, and the next sweep finds the work where it went.
-- A lease is as long as the attempt of its command needs; a timer is claimed for that of a usual one.
local due, tag, lease = KEYS[1], ARGV[1], tonumber(ARGV[2])
local at = now()

local function claim_lane(call, id, lane)
  local lanes = read_lanes(redis.call('HGET', call, 'l'))
  local r = lanes[lane]
  local entry = r and head_entry(call, lane, r)
  if not entry then
    return nil
  end
  local granted = grant(r, lane, entry, at, lease)
  store_lanes(call, lanes)
  return { 'c', id, granted }, r.till
end

local function claim_timer(call, id, name)
  for candidate, set_at in string.gmatch(redis.call('HGET', call, 't') or '', '(%S+) (%d+)[^\n]*\n') do
    if candidate == name then
      return { 't', id, name, tonumber(set_at) }, at + lease
    end
  end
  return nil
end

local work = {}
for _, member in ipairs(redis.call('ZRANGEBYSCORE', due, '-inf', at, 'LIMIT', 0, ARGV[3])) do
  local kind, id, name = string.match(member, '^(.)|([^|]*)|(.*)$')
  local claim = (kind == 'c' and claim_lane) or (kind == 't' and claim_timer)
  local claimed, till
  if claim then
    claimed, till = claim(tag .. ':call:' .. id, id, name)
  end
  if claimed then
    work[#work + 1] = claimed
  end
  -- A kind this release does not know belongs to a newer one: left, out of the way for a while.
  if claimed or not claim then
    redis.call('ZADD', due, till or at + lease, member)
  else
    redis.call('ZREM', due, member)
  end
end
return work
