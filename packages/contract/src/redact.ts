/**
 * What recordings, logs and reports may show of an exchange. Values of bodies are replaced by their places (redact-body.ts).
 * What stays as text (`ErrorInfo`, headers, the page of a gateway) loses the secrets, and what was replaced elsewhere.
 */
import { type BundledDocument, isObject } from '@chat-openapi/openapi/document';
import { createRedact } from '@chat-openapi/usersig';
import { createTakeOut, type Needle, type TakeOut } from './encoded-secrets.ts';
import { type Exchange, type Headers, placeholders, type Secret } from './exchange.ts';
import type { Finding } from './findings.ts';
import { type Parsed, parseJson, show, stableJson } from './json.ts';
import { createOperations, type Operations } from './operation-forms.ts';
import { type NameOf, type Pieces, redactBody } from './redact-body.ts';
import type { Place } from './schema.ts';
import { secretParameters, secretsOf } from './secrets.ts';
import { createStandIns, type StandIns } from './stand-ins.ts';

/** One for all exchanges of a run, in which a field that the document does not know keeps its stand-in. */
export interface Redaction {
  redact(exchange: Exchange): RedactedExchange;
}

export interface RedactedExchange {
  operation: string;
  request: { method: string; query: Record<string, string | string[]>; headers: RecordedHeaders; body: unknown };
  answer: { status: number; headers: RecordedHeaders; body: unknown };
  /** What was found in the request, as it may be shown. */
  requestFindings(findings: readonly Finding[]): Finding[];
  /** What was found in the answer, as it may be shown. */
  answerFindings(findings: readonly Finding[]): Finding[];
  /** Takes out of any other text what must not stand in it. */
  text(text: string): string;
}

export type RecordedHeaders = Record<string, string | string[]>;

/** Each name is remembered, so that it always has the same stand-in; after this many, new ones share one. */
const maxNames = 1000;
/** Nobody reads a longer text, and to look through it takes its time: it is replaced as a whole. */
const maxText = 64 * 1024;
/** A shorter text is too common to be looked for. */
const minSearched = 6;

export function createRedaction(document: BundledDocument): Redaction {
  const operations = createOperations(document);
  const names = new Map<string, string>();
  const nameOf: NameOf = (name) => {
    const known = names.get(name) ?? `redacted-field${names.size < maxNames ? `-${names.size + 1}` : ''}`;
    if (names.size < maxNames) names.set(name, known);
    return known;
  };
  return { redact: (exchange) => redactExchange(operations, exchange, nameOf) };
}

function redactExchange(operations: Operations, exchange: Exchange, nameOf: NameOf): RedactedExchange {
  const { request, answer } = exchange;
  const rules = operations.find(exchange.operation);
  const standIns = createStandIns();
  const seenNames = new Map<string, string>();
  const nameOfSeen: NameOf = (name) => {
    seenNames.set(name, nameOf(name));
    return nameOf(name);
  };
  const requestBody = readBody(request.body, () => rules?.request.place, false, standIns, nameOfSeen);
  const forms = rules ?? operations.envelope;
  const placeOfAnswer = (value: unknown): Place =>
    (isObject(value) && value.ErrorCode === 0 ? forms.success : forms.failure).place;
  const answerBody = readBody(answer.body, placeOfAnswer, answer.status !== 200, standIns, nameOfSeen);

  const secrets = secretsOf(exchange);
  const search = createTakeOut([
    ...secrets.map(asNeedle),
    ...[...seenNames, ...standIns.replaced()]
      .filter(([value]) => value.length >= minSearched)
      .map(([value, standIn]) => ({ value, standIn })),
  ]);
  // What is encoded in a way that leaves no place to put a stand-in is withheld as a whole.
  const withhold = createRedact(
    secrets.filter(hasPieces).map(({ value }) => value),
    maxText,
  );
  const takeOut: TakeOut = (text) => (text.length > maxText ? 'redacted-long-text' : withhold(search(text)));
  const recordedRequest = requestBody.finish(takeOut);
  const recordedAnswer = answerBody.finish(takeOut);
  return {
    operation: exchange.operation ?? pathOf(request.path, takeOut),
    request: {
      method: takeOut(request.method),
      query: redactQuery(request.query, standIns, nameOf),
      headers: redactHeaders(request.headers, takeOut, recordedRequest),
      body: recordedRequest,
    },
    answer: {
      status: answer.status,
      headers: redactHeaders(answer.headers, takeOut, recordedAnswer),
      body: recordedAnswer,
    },
    requestFindings: (findings) => findings.map((one) => redactFinding(one, requestBody, recordedRequest, nameOf)),
    answerFindings: (findings) => findings.map((one) => redactFinding(one, answerBody, recordedAnswer, nameOf)),
    text: takeOut,
  };
}

const hasPieces = ({ kind }: Secret): boolean => kind === 'signature' || kind === 'key';

const asNeedle = (secret: Secret): Needle => ({
  value: secret.value,
  standIn: placeholders[secret.kind],
  pieces: hasPieces(secret),
});

/** A path of the service's form says which command it is; another one may say anything. */
const pathOf = (path: string, takeOut: TakeOut): string =>
  /^\/v4(\/[A-Za-z_]{1,60}){2}$/.test(path) ? takeOut(path) : '/redacted';

interface Body {
  /** As it came. */
  value: unknown;
  place: Place | undefined;
  /** The redacted body: data where it is JSON of which nothing is lost by that, otherwise text. */
  finish(takeOut: TakeOut): unknown;
}

/**
 * @param isPage Whether what is no JSON comes from something in front of the service. Its text stays; any other one is
 *   replaced, because it may be what is left of a body.
 */
function readBody(
  text: string,
  placeOf: (value: unknown) => Place | undefined,
  isPage: boolean,
  standIns: StandIns,
  nameOf: NameOf,
): Body {
  const parsed = tryParse(text);
  if (parsed === undefined) {
    const stays = isPage && !/^\s*["{[]/.test(text);
    const standIn = text === '' || stays ? '' : standIns.text(text);
    return { value: text, place: undefined, finish: (takeOut) => (stays ? takeOut(text) : standIn) };
  }
  const { value, remarks } = parsed;
  const place = placeOf(value) ?? nothingKnown;
  const pieces = redactBody(text, value, place, standIns, nameOf);
  const isData = isObject(value) && remarks.length === 0;
  return {
    value,
    place,
    finish(takeOut) {
      const redacted = write(pieces, takeOut);
      return isData ? JSON.parse(redacted) : redacted;
    },
  };
}

const nothingKnown: Place = {
  shapeOf: () => ({ parts: [], fields: new Map(), others: undefined, items: undefined }),
};

const write = (pieces: Pieces, takeOut: TakeOut): string =>
  pieces.map((piece) => (typeof piece === 'string' ? piece : JSON.stringify(takeOut(piece.words)))).join('');

/** A finding with the stand-ins of what it quotes and names. */
function redactFinding(finding: Finding, { value, place }: Body, recorded: unknown, nameOf: NameOf): Finding {
  if (finding.pointer.startsWith('?')) return finding;
  const keys = finding.pointer.split('/').slice(1).map(unescapeKey);
  const { pointer, found } = redactPointer(keys, value, place, parsedOf(recorded), nameOf);
  return { ...finding, pointer, found: finding.quotes ? show(found) : finding.found };
}

const unescapeKey = (key: string): string => key.replaceAll('~1', '/').replaceAll('~0', '~');

/** What was kept as text, because data would lose something of it, is data again. */
const parsedOf = (recorded: unknown): unknown =>
  typeof recorded === 'string' ? (tryParse(recorded)?.value ?? recorded) : recorded;

/** The pointer with its unknown names replaced, no deeper than the redacted body goes, and what stands there. */
function redactPointer(keys: string[], value: unknown, place: Place | undefined, redacted: unknown, nameOf: NameOf) {
  let pointer = '';
  let at: Place | undefined = place;
  let original = value;
  let found = redacted;
  for (const key of keys) {
    if (at === undefined) break;
    const shape = at.shapeOf(original);
    const isList = Array.isArray(original);
    const name = isList || shape.fields.has(key) ? key : nameOf(key);
    pointer += `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    at = isList ? shape.items : (shape.fields.get(key) ?? shape.others);
    original = childOf(original, key);
    found = childOf(found, name);
  }
  return { pointer, found };
}

function childOf(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return value[Number(key)];
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** Credentials have their placeholders; other parameters are shown where they cannot say anything of the app's own. */
function redactQuery(query: URLSearchParams, standIns: StandIns, nameOf: NameOf): Record<string, string | string[]> {
  const redacted: Record<string, string | string[]> = {};
  for (const name of new Set(query.keys())) {
    const kind = secretParameters.get(name);
    const isHarmless = (value: string): boolean =>
      (name === 'random' && /^\d{1,10}$/.test(value)) || (name === 'contenttype' && value === 'json');
    const values = query
      .getAll(name)
      .map((value) => (kind !== undefined ? placeholders[kind] : isHarmless(value) ? value : standIns.text(value)));
    const isKnown = kind !== undefined || name === 'random' || name === 'contenttype';
    redacted[isKnown ? name : nameOf(name)] = values.length === 1 ? (values[0] ?? '') : values;
  }
  return redacted;
}

/** The length is that of the body as it is recorded, written compactly. Its coding is gone. */
function redactHeaders(headers: Headers, takeOut: TakeOut, body: unknown): RecordedHeaders {
  const recorded: RecordedHeaders = {};
  for (const [given, value] of headers) {
    const name = takeOut(given.toLowerCase());
    if (name === 'content-encoding' || name === 'transfer-encoding') continue;
    const before = recorded[name];
    const text = name === 'content-length' ? String(lengthOf(body)) : takeOut(value);
    recorded[name] = before === undefined ? text : [before, text].flat();
  }
  return recorded;
}

const lengthOf = (body: unknown): number => Buffer.byteLength(typeof body === 'string' ? body : stableJson(body));

function tryParse(text: string): Parsed | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
