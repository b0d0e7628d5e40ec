-- Put in front of every script. A call's lanes lie in the field "l" of its hash, one line each, so that one read
-- brings them all and nothing ever scans the hash:
--   <lane> <head> <next> <first> <until> <number> <attempts>
-- head..next-1 number the entries "o:<lane>:<n>"; first, until: ms since the epoch, 0 for none; until 0: not leased.
-- An entry: "<deadline ms> <command id> <name>[/<attempt ms>] <method> <path> <body>"; an attempt that is not named
-- takes the usual time. Columns may be added at the end of a line.

local USUAL_ATTEMPT = 4000

local function now()
  local t = redis.call('TIME')
  return t[1] * 1000 + math.floor(t[2] / 1000)
end

local function read_lanes(text)
  local lanes = {}
  if text then
    for lane, head, next, first, till, number, attempts in
      string.gmatch(text, '(%S+) (%d+) (%d+) (%d+) (%d+) (%d+) (%d+)[^\n]*\n')
    do
      lanes[lane] = {
        head = tonumber(head), next = tonumber(next), first = tonumber(first),
        till = tonumber(till), number = tonumber(number), attempts = tonumber(attempts),
      }
    end
  end
  return lanes
end

local function write_lanes(lanes)
  local text = ''
  for lane, r in pairs(lanes) do
    text = text
      .. string.format('%s %d %d %d %d %d %d\n', lane, r.head, r.next, r.first, r.till, r.number, r.attempts)
  end
  return text
end

local function store_lanes(call, lanes)
  local text = write_lanes(lanes)
  if text == '' then
    redis.call('HDEL', call, 'l')
  else
    redis.call('HSET', call, 'l', text)
  end
end

local function entry_field(lane, n)
  return 'o:' .. lane .. ':' .. n
end

local function head_entry(call, lane, r)
  return redis.call('HGET', call, entry_field(lane, r.head))
end

local function is_command(entry, id)
  return entry and string.match(entry, '^%d+ (%S+)') == id
end

local function no_head(r)
  r.first, r.till, r.number, r.attempts = 0, 0, 0, 0
end

-- Leases the head; the answer is what a Lease is made of. "lease" is that of a usual attempt.
local function grant(r, lane, entry, at, lease)
  r.number = r.number + 1
  r.attempts = r.attempts + 1
  if r.first == 0 then
    r.first = at
  end
  local attempt = tonumber(string.match(entry, '^%d+ %S+ [^ /]+/(%d+) ') or USUAL_ATTEMPT)
  r.till = at + lease + attempt - USUAL_ATTEMPT
  local deadline = string.match(entry, '^%d+')
  return { lane, r.number, r.attempts, math.max(0, at - r.first), deadline - at, entry }
end
