/** The one script that runs in Redis, what it is asked, and what it answers. Times in it are microseconds of the server. */

/** Keys: that of the past, then one for each limit of the question. */
export interface Question {
  /** How long after its slot a start may come. */
  readonly margin: number;
  /** How far in the future the first slot is: about as long as the answer takes. */
  readonly lead: number;
  /** How far in the future the last slot may be. */
  readonly ahead: number;
  /** How long after a window nobody starts when it is not known who has started before. */
  readonly rest: number;
  /** Longer windows are not waited for then. */
  readonly longest: number;
  /** How far the server's clock may go back without being taken for another. */
  readonly slack: number;
  /** The past that the process knows; empty at first. */
  readonly past: string;
  /** Whether the server's clock has jumped since that past began, as far as this process has seen. */
  readonly isStepped: boolean;
  /** Whether to say what the server does when its memory is full. */
  readonly asksPolicy: boolean;
  /** Calls, length of the window, and the least distance of two slots, in the order of the keys. */
  readonly limits: readonly (readonly [calls: number, length: number, gap: number])[];
  /** What has become of slots: their limit, the latest moment that was reserved, and the true one, or 0 when nothing was started. */
  readonly moves: readonly (readonly [limit: number, from: number, to: number])[];
  /** How many slots are wanted under which limits. Limits are counted from 1. */
  readonly wants: readonly (readonly [count: number, limits: readonly number[]])[];
}

/** What became of one want. */
export interface Grants {
  readonly slots: readonly number[];
  /** How long the first slot that was not given is away; 0 when all were. */
  readonly wait: number;
  /** When to ask again, from now. */
  readonly askIn: number;
  /** The limit that has no slot sooner, counted from 1; 0 when all were given. */
  readonly limit: number;
}

export interface Reply {
  readonly now: number;
  readonly past: string;
  /** What the server does when its memory is full; empty when it was not asked, or does not say. */
  readonly policy: string;
  readonly grants: readonly Grants[];
}

/** Why the script cannot work: the user may not run INFO, or the server does not say which run of it this is. */
export type Refusal = 'denied' | 'anonymous';

// A list holds the latest possible moment of each start that still counts, in order. Whatever is late, start i comes a window
// after start i - calls. Numbers are kept as text, because Redis cuts those that a script returns to integers of its own kind.
export const script = `
local ask = cjson.decode(ARGV[1])
local info = redis.pcall('INFO', 'server')
if type(info) ~= 'string' then return { 'denied' } end
local run = string.match(info, 'run_id:(%w+)')
if not run then return { 'anonymous' } end
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local function text(number) return string.format('%.0f', number) end

local past = redis.call('HMGET', KEYS[1], 'run', 'seen', 'began')
local seen, began = tonumber(past[2] or ''), tonumber(past[3] or '')
if past[1] ~= run or not seen or not began or now < seen - ask.slack or (ask.isStepped and past[3] == ask.past) then
  began = now
end
redis.call('HSET', KEYS[1], 'run', run, 'seen', text(now), 'began', text(began))
redis.call('PEXPIRE', KEYS[1], 604800000)

local function add(key, latest)
  local pivot
  local index = -1
  local entry = redis.call('LINDEX', key, index)
  while entry and tonumber(entry) > latest do
    pivot = entry
    index = index - 1
    entry = redis.call('LINDEX', key, index)
  end
  if pivot then redis.call('LINSERT', key, 'BEFORE', pivot, text(latest)) else redis.call('RPUSH', key, text(latest)) end
end

local function keep(key, length)
  redis.call('PEXPIRE', key, math.ceil((length + ask.margin + ask.ahead + ask.rest) / 1000) + 1000)
end

for _, move in ipairs(ask.moves) do
  local key = KEYS[move[1] + 1]
  if redis.call('LREM', key, 1, text(move[2])) > 0 and move[3] > 0 then
    add(key, move[3])
    keep(key, ask.limits[move[1]][2])
  end
end

for index, limit in ipairs(ask.limits) do
  local key = KEYS[index + 1]
  local last = redis.call('LINDEX', key, -1)
  if last and tonumber(last) > now + ask.ahead + ask.rest + 1000000 then redis.call('DEL', key) end
  local first = redis.call('LINDEX', key, 0)
  while first and tonumber(first) + limit[2] <= now do
    redis.call('LPOP', key)
    first = redis.call('LINDEX', key, 0)
  end
end

-- The last slot of each limit that is paced, whatever the margins of those who got one.
local latest = {}
local function latestOf(index)
  if latest[index] == nil then
    local slot = tonumber(redis.call('HGET', KEYS[1], 'slot:' .. KEYS[index + 1]) or '0')
    latest[index] = slot > now + ask.ahead + ask.rest and 0 or slot
  end
  return latest[index]
end

local function slotOf(limits)
  local slot, by = now + ask.lead, limits[1]
  local function after(moment, limit)
    if moment > slot then slot, by = moment, limit end
  end
  for _, index in ipairs(limits) do
    local key = KEYS[index + 1]
    local calls, length, gap = unpack(ask.limits[index])
    if length <= ask.longest then after(began + length + ask.rest, index) end
    local earlier = redis.call('LINDEX', key, -calls)
    if earlier then after(tonumber(earlier) + length, index) end
    if gap > 0 then after(latestOf(index) + gap, index) end
  end
  return slot, by
end

-- Who has to wait is told when to come again, one after the other, so that nobody comes in vain.
local turns, nexts = {}, {}
local function turnOf(slot, count, index)
  local calls, length, gap = unpack(ask.limits[index])
  if gap == 0 then return slot end
  local field = 'turn:' .. KEYS[index + 1]
  if not turns[index] then
    local turn = tonumber(redis.call('HGET', KEYS[1], field) or '0')
    turns[index] = math.max(math.min(turn, slot + 1000000), slot - ask.ahead)
  end
  nexts[index] = (nexts[index] or turns[index]) + count * length / calls
  redis.call('HSET', KEYS[1], field, text(nexts[index]))
  return turns[index]
end

local policy = ''
if ask.asksPolicy then
  local memory = redis.pcall('INFO', 'memory')
  policy = type(memory) == 'string' and string.match(memory, 'maxmemory_policy:([%w-]+)') or ''
end

local reply = { 'ok', text(now), text(began), policy }
for _, want in ipairs(ask.wants) do
  local slots = {}
  local wait, askIn, by = 0, 0, 0
  for taken = 1, want[1] do
    local slot, index = slotOf(want[2])
    if slot - now > ask.ahead then
      wait, askIn, by = slot - now, turnOf(slot, want[1] - taken + 1, index) - now, index
      break
    end
    for _, limit in ipairs(want[2]) do
      add(KEYS[limit + 1], slot + ask.margin)
      keep(KEYS[limit + 1], ask.limits[limit][2])
      if ask.limits[limit][3] > 0 then latest[limit] = slot end
    end
    slots[taken] = text(slot)
  end
  for _, part in ipairs({ table.concat(slots, ','), text(wait), text(askIn), text(by) }) do table.insert(reply, part) end
end
for index, slot in pairs(latest) do redis.call('HSET', KEYS[1], 'slot:' .. KEYS[index + 1], text(slot)) end
return reply
`;

/** @throws TypeError for what the script does not answer: something else is between this process and Redis, or a client of another kind. */
export function readReply(answer: unknown): Reply | Refusal {
  // A client may be set up to give buffers.
  const [kind, now, past = '', policy = '', ...parts] = Array.isArray(answer) ? answer.map(String) : [];
  if (kind === 'denied' || kind === 'anonymous') return kind;
  if (kind !== 'ok' || !/^\d+$/.test(past) || parts.length % 4 !== 0)
    throw new TypeError('This is not what the script answers.');
  const grants = Array.from({ length: parts.length / 4 }, (_, index): Grants => {
    const [slots = '', wait, askIn, limit] = parts.slice(4 * index);
    return {
      slots: slots === '' ? [] : slots.split(',').map(Number),
      wait: Number(wait),
      askIn: Number(askIn),
      limit: Number(limit),
    };
  });
  return { now: Number(now), past, policy, grants };
}
