/** A run against the service with an account: what it does, in which order, and what is found by it. */
import { itemResults } from '@chat-openapi/openapi';
import { isObject } from '@chat-openapi/openapi/document';
import type { Checker } from './check.ts';
import type { Exchange, Secret } from './exchange.ts';
import { breaking, type Finding } from './findings.ts';
import { show } from './json.ts';
import { creation, type LifePeople, lifeOf, termination } from './live-life.ts';
import type { RedactedExchange, Redaction } from './redact.ts';
import type { Checked } from './report.ts';

/** With what a call is signed: as it should be, or wrong in one way. */
export type Signing = 'right' | 'expired' | 'malformed' | 'other key' | 'other user' | 'other app';

/** An answer as it came, or why there is none. */
export type Answer = { status: number; text: string } | { failure: string };

export interface Caller {
  /** Whether the document has an operation. */
  has(operation: string): boolean;
  /** Sends one request. Rejects only with the reason of the signal. */
  call(operation: string, body: object, signing: Signing, signal: AbortSignal): Promise<Answer>;
  /** The signatures that it has made so far. None of them may be shown. */
  signatures?(): readonly string[];
}

export interface LiveRun extends LifePeople {
  caller: Caller;
  checker: Checker;
  /** The channel that is created and terminated. Nothing else in the app is touched. */
  channel: string;
  redaction: Redaction;
  /** What must not be shown, wherever it turns up. */
  secrets: readonly Secret[];
  signal: AbortSignal;
  /** Writes lines that belong together at once. */
  print(...lines: string[]): void;
}

export interface LiveResult {
  /** What was found, as it may be shown. */
  checked: Checked[];
  /** Whether the channel may be left, because its termination was not confirmed. */
  left: boolean;
}

interface Step {
  title: string;
  operation: string;
  body: object;
  /** The codes that the document leads one to expect. */
  expected: number[];
  signing?: Signing;
}

/** What the service says of a channel that does not exist. */
const gone = 130004;
const maxCleanUps = 3;
/** Milliseconds to clean up in, after an interruption. */
const cleanUpTime = 1300;

/** Leads a channel of its own through its life, and provokes refusals. Cleans up in any case. */
export async function runLive(live: LiveRun): Promise<LiveResult> {
  const { channel, signal, print } = live;
  const checked: Checked[] = [];
  const id = { Official_Account: channel };
  const end = { operation: termination, body: id };
  /** Whether the channel may exist: it may as soon as the request is out, with or without an answer. */
  let exists = false;
  try {
    const answers = new Map<string, unknown>();
    for (const { title, operation, body: bodyOf } of lifeOf(channel, live)) {
      const body = whyNot(live, operation, exists) ?? bodyOf(answers);
      if (typeof body === 'string') {
        print(`${title}: left out, ${body}`);
        continue;
      }
      if (operation === creation) exists = true;
      const answer = await take(live, checked, { title, operation, body, expected: [0] });
      answers.set(operation, answer);
      const code = codeOf(answer);
      if (operation === creation && code !== undefined && code !== 0) exists = false;
    }
    if (exists) {
      const answer = await take(live, checked, { ...end, title: 'terminate the channel', expected: [0] });
      if (codeOf(answer) === 0) exists = false;
    }
    for (const step of refusals(id)) await take(live, checked, step);
  } catch (error) {
    if (!signal.aborted) throw error;
    print('interrupted');
  } finally {
    const own = { ...live, signal: signal.aborted ? AbortSignal.timeout(cleanUpTime) : new AbortController().signal };
    for (let tries = 0; exists && tries < maxCleanUps && !own.signal.aborted; tries += 1) {
      const answer = await take(own, checked, { ...end, title: 'clean up', expected: [0, gone] }).catch(
        () => undefined,
      );
      const code = codeOf(answer);
      if (code === 0 || code === gone) exists = false;
    }
  }
  return { checked, left: exists };
}

/** Why a call of the life is left out, whatever its body. */
function whyNot({ caller }: LiveRun, operation: string, exists: boolean): string | undefined {
  if (!caller.has(operation)) return `the document has no ${operation}`;
  return exists || operation === creation ? undefined : 'there is no channel';
}

/** Takes one step, and says what came of it. Resolves with the answer as JSON; undefined where it is none. */
async function take(live: LiveRun, checked: Checked[], step: Step): Promise<unknown> {
  const { caller, checker, signal, print } = live;
  const { title, operation, body, expected, signing = 'right' } = step;
  const answer = await caller.call(operation, body, signing, signal);
  const redacted = redact(live, step, answer);
  const findings = judge(checker, operation, answer, expected, redacted).map((one) => withoutSecrets(one, redacted));
  checked.push({ file: title, line: checked.length + 1, operation, findings });
  const said = 'text' in answer ? parse(answer.text) : undefined;
  const outcome =
    'failure' in answer ? `no answer, ${answer.failure}` : `${codeOf(said) ?? 'no code'}, HTTP ${answer.status}`;
  const differences = findings.map(
    ({ severity, pointer, found, expected: wanted }) =>
      `    ${severity} at ${pointer || '/'}: found ${found}, expected ${wanted}`,
  );
  print(`${title}: ${redacted.text(outcome)}`, ...differences);
  return said;
}

/** What a code or a name of a field says may be a secret as well. */
const withoutSecrets = (finding: Finding, { text }: RedactedExchange): Finding => ({
  ...finding,
  pointer: text(finding.pointer),
  found: text(finding.found),
});

function redact(
  { caller, checker, redaction, secrets }: LiveRun,
  { operation, body }: Step,
  answer: Answer,
): RedactedExchange {
  const [status, text] = 'text' in answer ? [answer.status, answer.text] : [0, ''];
  const exchange: Exchange = {
    operation: checker.pathOf(operation) ?? null,
    region: '',
    request: { method: '', path: '', query: new URLSearchParams(), headers: [], body: JSON.stringify(body) },
    answer: { status, headers: [], body: text },
    secrets: [...secrets, ...(caller.signatures?.() ?? []).map((value): Secret => ({ kind: 'signature', value }))],
  };
  return redaction.redact(exchange);
}

/** Calls that have to be refused. Each one is about a channel that does not exist. */
function refusals(id: object): Step[] {
  const refused = (title: string, body: object, expected: number[], signing: Signing = 'right'): Step => ({
    title,
    operation: termination,
    body,
    expected,
    signing,
  });
  return [
    refused('terminate it again', id, [gone]),
    refused('a malformed id', { Official_Account: 'no-channel-id' }, [130007]),
    refused('a missing field', {}, [20001, 6017, 130007]),
    refused('a field of the wrong type', { Official_Account: 7 }, [20001, 6017, 130007, 60015]),
    refused('an expired signature', id, [70001, 70052], 'expired'),
    refused('a malformed signature', id, [70003, 70005], 'malformed'),
    refused('a signature made with another key', id, [70009], 'other key'),
    refused('a signature of another user', id, [70013], 'other user'),
    refused('a signature of another app', id, [70014, 70009], 'other app'),
  ];
}

function judge(
  checker: Checker,
  operation: string,
  answer: Answer,
  expected: number[],
  redacted: RedactedExchange,
): Finding[] {
  if ('failure' in answer) return [breaking('', 'answer', answer.failure, 'an answer')];
  const { status, text } = answer;
  // A newer client may have an operation that the document does not have.
  const known = checker.pathOf(operation) ?? null;
  const findings = redacted.answerFindings(checker.checkAnswer({ operation: known, status, body: text }));
  const said = parse(text);
  const code = codeOf(said);
  if (code === 0) findings.push(...failedItems(operation, said));
  if (code === undefined || expected.includes(code)) return findings;
  return [...findings, unexpected('/ErrorCode', code, expected)];
}

/** Items of a list that were not dealt with although the call has succeeded. */
function failedItems(operation: string, answer: unknown): Finding[] {
  const rules = Object.entries(itemResults).find(([id]) => id === operation)?.[1];
  if (rules === undefined || !isObject(answer)) return [];
  const { list, code, ok } = rules;
  const good: readonly unknown[] = ok;
  const items: unknown = answer[list];
  return (Array.isArray(items) ? items : []).flatMap((item: unknown, index) => {
    const result = isObject(item) ? item[code] : undefined;
    return result === undefined || good.includes(result) ? [] : [unexpected(`/${list}/${index}/${code}`, result, ok)];
  });
}

const unexpected = (pointer: string, found: unknown, expected: readonly number[]): Finding => ({
  severity: 'additive',
  pointer,
  rule: 'expected',
  found: show(found),
  expected: expected.join(' or '),
});

const codeOf = (answer: unknown): number | undefined =>
  isObject(answer) && typeof answer.ErrorCode === 'number' ? answer.ErrorCode : undefined;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
