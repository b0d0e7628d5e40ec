-- Writes a whole decision, or nothing.
-- KEYS: call, due index, tombstone
-- ARGV: call id, expected version, event id, state ('' writes nothing), journal line, ended 0|1,
--       ttl, retention, tombstone ttl, lease (all ms), settled lane ('' for none), settled command id,
--       the event that made the expected version ('' for not known),
--       then counted lists: cleared lanes; timers (name, after ms or '' to cancel);
--       commands (lane, supersedes 0|1, valid for ms, entry without its deadline)
-- Answers {1, version, leases...}; {2} duplicate; {3, version, state} conflict; {4} gone
local call, due, tombstone = KEYS[1], KEYS[2], KEYS[3]
local id, expected, event, state, journal, ended = ARGV[1], tonumber(ARGV[2]), ARGV[3], ARGV[4], ARGV[5], ARGV[6] == '1'

local stored = redis.call('HMGET', call, 'v', 'e:' .. event, 'l', 't', 'e:' .. ARGV[13])
if not stored[1] and redis.call('EXISTS', tombstone) == 1 then
  return { 4 }
end
-- Before the version: an event delivered again to a pod with a stale copy is a duplicate, not a conflict.
if stored[2] then
  return { 2 }
end
local version = tonumber(stored[1] or 0)
-- A Redis that forgot may have come to this version by other events than the sender knows.
local forked = ARGV[13] ~= '' and tonumber(stored[5] or 0) ~= expected
if version ~= expected or forked then
  return { 3, version, version > 0 and redis.call('HGET', call, 's') or '' }
end
if state == '' then
  return { 1, version }
end

version = version + 1
-- As text once: Redis prints each number it is given anew, and slowly.
local version_text = string.format('%d', version)
local at, lease = now(), tonumber(ARGV[10])
local lanes = read_lanes(stored[3])
local entries, deleted = {}, {} -- entries of this commit by field; fields to delete, before anything is set
local touched, new_head = {}, {} -- lanes in order of first touch; those whose head came to be head now
local scores = {} -- due members: a time, or false to remove

local cursor = 13
local function take()
  cursor = cursor + 1
  return ARGV[cursor]
end

local function touch(lane)
  if new_head[lane] == nil then
    touched[#touched + 1] = lane
    new_head[lane] = false
  end
end

local function drop(lane, r, from)
  for n = from, r.next - 1 do
    local field = entry_field(lane, n)
    if entries[field] then
      entries[field] = nil
    else
      deleted[#deleted + 1] = field
    end
  end
  r.next = from
  if r.head == from then
    no_head(r)
  end
end

local function clear(lane)
  local r = lanes[lane]
  if r then
    touch(lane)
    drop(lane, r, r.head)
  end
end

local settled = ARGV[11]
if settled ~= '' and lanes[settled] then
  local r = lanes[settled]
  if is_command(head_entry(call, settled, r), ARGV[12]) then
    touch(settled)
    deleted[#deleted + 1] = entry_field(settled, r.head)
    r.head = r.head + 1
    no_head(r)
    new_head[settled] = true
  end
end

for _ = 1, take() do
  clear(take())
end

local timers = {}
if stored[4] then
  for name, set_at in string.gmatch(stored[4], '(%S+) (%d+)[^\n]*\n') do
    timers[name] = set_at
  end
end
local timers_changed = false
for _ = 1, take() do
  local name, after = take(), take()
  timers_changed = true
  timers[name] = after ~= '' and version_text or nil
  scores['t|' .. id .. '|' .. name] = after ~= '' and at + after
end

local commanded = {}
for _ = 1, take() do
  local lane, supersedes, valid_for, entry = take(), take(), take(), take()
  local r = lanes[lane]
  if not r then
    r = { head = 0, next = 0 }
    no_head(r)
    lanes[lane] = r
  end
  touch(lane)
  commanded[lane] = true
  if supersedes == '1' then
    drop(lane, r, r.attempts == 0 and r.head or r.head + 1)
  end
  if r.head == r.next then
    new_head[lane] = true
  end
  entries[entry_field(lane, r.next)] = at + valid_for .. ' ' .. entry
  r.next = r.next + 1
end

if ended then
  for lane in pairs(lanes) do
    if not commanded[lane] then
      clear(lane)
    end
  end
  for name in pairs(timers) do
    timers_changed = true
    scores['t|' .. id .. '|' .. name] = false
  end
  timers = {}
end

local answer = { 1, version }
local set = { 'v', version_text, 's', state, 'e:' .. event, version_text, 'j:' .. version_text, journal }
for _, lane in ipairs(touched) do
  local r = lanes[lane]
  local member = 'c|' .. id .. '|' .. lane
  if r.head == r.next then
    lanes[lane] = nil
    scores[member] = false
  elseif new_head[lane] then
    local entry = entries[entry_field(lane, r.head)] or head_entry(call, lane, r)
    answer[#answer + 1] = grant(r, lane, entry, at, lease)
    scores[member] = r.till
  end
end
for field, entry in pairs(entries) do
  set[#set + 1] = field
  set[#set + 1] = entry
end
if #touched > 0 then
  local text = write_lanes(lanes)
  if text == '' then
    deleted[#deleted + 1] = 'l'
  else
    set[#set + 1] = 'l'
    set[#set + 1] = text
  end
end
if timers_changed then
  local text = ''
  for name, set_at in pairs(timers) do
    text = text .. name .. ' ' .. set_at .. '\n'
  end
  if text == '' then
    deleted[#deleted + 1] = 't'
  else
    set[#set + 1] = 't'
    set[#set + 1] = text
  end
end

local added, removed = {}, {}
for member, score in pairs(scores) do
  if score then
    added[#added + 1] = score
    added[#added + 1] = member
  else
    removed[#removed + 1] = member
  end
end

if #deleted > 0 then
  redis.call('HDEL', call, unpack(deleted))
end
redis.call('HSET', call, unpack(set))
if #added > 0 then
  redis.call('ZADD', due, unpack(added))
end
if #removed > 0 then
  redis.call('ZREM', due, unpack(removed))
end
if ended then
  redis.call('PEXPIRE', call, ARGV[8])
  redis.call('SET', tombstone, version_text, 'PX', ARGV[9])
else
  redis.call('PEXPIRE', call, ARGV[7])
end
return answer
