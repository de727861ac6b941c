/** A run against the service with an account: what it does, in which order, and what is found by it. */
import { isObject } from '@chat-openapi/openapi/document';
import type { Checker } from './check.ts';
import type { Exchange, Secret } from './exchange.ts';
import { breaking, type Finding } from './findings.ts';
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

export interface LiveRun {
  caller: Caller;
  checker: Checker;
  /** The channel that is created and terminated. Nothing else in the app is touched. */
  channel: string;
  owner: string;
  redaction: Redaction;
  /** What must not be shown, wherever it turns up. */
  secrets: readonly Secret[];
  signal: AbortSignal;
  print(line: string): void;
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

const create = 'createOfficialAccount';
const read = 'getOfficialAccountInfo';
const terminate = 'destroyOfficialAccount';
const maxCleanUps = 3;
/** Milliseconds to clean up in, after an interruption. */
const cleanUpTime = 1300;

/** Creates a channel, reads and terminates it, and provokes refusals. Cleans up in any case. */
export async function runLive(live: LiveRun): Promise<LiveResult> {
  const { caller, channel, owner, signal, print } = live;
  const checked: Checked[] = [];
  const id = { Official_Account: channel };
  let exists = false;
  try {
    if (caller.has(create)) {
      // It may exist as soon as the request is out, with or without an answer.
      exists = true;
      const body = { Owner_Account: owner, OfficialAccountUserID: channel, Name: 'contract test' };
      const code = await take(live, checked, { title: 'create a channel', operation: create, body, expected: [0] });
      if (code !== undefined && code !== 0) exists = false;
    } else {
      print(`create a channel: left out, the document has no ${create}; so there is none to read and to terminate`);
    }
    if (exists && caller.has(read)) {
      const body = { OfficialAccountIdList: [id] };
      await take(live, checked, { title: 'read the channel', operation: read, body, expected: [0] });
    } else if (!caller.has(read)) {
      print(`read the channel: left out, the document has no ${read}`);
    }
    if (exists) {
      const step = { title: 'terminate the channel', operation: terminate, body: id, expected: [0] };
      if ((await take(live, checked, step)) === 0) exists = false;
    }
    for (const step of refusals(id)) await take(live, checked, step);
  } catch (error) {
    if (!signal.aborted) throw error;
    print('interrupted');
  } finally {
    const own = { ...live, signal: signal.aborted ? AbortSignal.timeout(cleanUpTime) : new AbortController().signal };
    for (let tries = 0; exists && tries < maxCleanUps && !own.signal.aborted; tries += 1) {
      const step = { title: 'clean up', operation: terminate, body: id, expected: [0, 130004] };
      const code = await take(own, checked, step).catch(() => undefined);
      if (code === 0 || code === 130004) exists = false;
    }
  }
  return { checked, left: exists };
}

/** Takes one step, and says what came of it. Resolves with the code of the answer, where it has one. */
async function take(live: LiveRun, checked: Checked[], step: Step): Promise<number | undefined> {
  const { caller, checker, signal, print } = live;
  const { title, operation, body, expected, signing = 'right' } = step;
  const answer = await caller.call(operation, body, signing, signal);
  const redacted = redact(live, step, answer);
  const findings = judge(checker, operation, answer, expected, redacted).map((one) => withoutSecrets(one, redacted));
  checked.push({ file: title, line: checked.length + 1, operation, findings });
  const code = 'text' in answer ? codeOf(answer.text) : undefined;
  const outcome = 'failure' in answer ? `no answer, ${answer.failure}` : `${code ?? 'no code'}, HTTP ${answer.status}`;
  print(`${title}: ${redacted.text(outcome)}`);
  for (const { severity, pointer, found, expected: wanted } of findings) {
    print(`    ${severity} at ${pointer || '/'}: found ${found}, expected ${wanted}`);
  }
  return code;
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
    operation: terminate,
    body,
    expected,
    signing,
  });
  return [
    refused('terminate it again', id, [130004]),
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
  const code = codeOf(text);
  if (code === undefined || expected.includes(code)) return findings;
  const found = String(code);
  return [
    ...findings,
    { severity: 'additive', pointer: '/ErrorCode', rule: 'expected', found, expected: expected.join(' or ') },
  ];
}

function codeOf(text: string): number | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return isObject(body) && typeof body.ErrorCode === 'number' ? body.ErrorCode : undefined;
  } catch {
    return undefined;
  }
}
