import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { basename, join } from 'node:path';
import { isObject } from '@chat-openapi/openapi/document';
import { type Parsed, parseJson, stableJson } from './json.ts';
import { type CreateRedactor, createRedactor, type Redactor, type Secret, type SecretKind } from './redact.ts';

/** Names and values, in the order in which they came. */
export type Headers = readonly (readonly [name: string, value: string])[];

/** A request with its answer, nothing redacted. Bodies are decoded. */
export interface Exchange {
  operation: string | null;
  region: string;
  request: { method: string; path: string; query: URLSearchParams; headers: Headers; body: string };
  answer: { status: number; headers: Headers; body: string };
  /** What is secret beside that which has its place in every call. */
  secrets: readonly Secret[];
}

export interface Recorder {
  /** Redacts, and only then writes. Resolves with the name of the file. */
  record(exchange: Exchange): Promise<string>;
}

export interface RecorderOptions {
  folder: string;
  documentHash: string;
  now?: () => Date;
  redactor?: CreateRedactor;
}

/** Writes each answer to a small file of its own, with sorted keys. */
export function createRecorder({
  folder,
  documentHash,
  now = () => new Date(),
  redactor = createRedactor,
}: RecorderOptions): Recorder {
  return {
    async record(exchange) {
      const { operation, region, request, answer } = exchange;
      const redact = redactor(secretsOf(exchange));
      const requestBody = decode(request.body, redact);
      const body = decode(answer.body, redact);
      const recording = {
        date: now().toISOString().slice(0, 10),
        region,
        documentHash,
        operation: operation ?? redact.text(request.path),
        request: {
          method: request.method,
          query: redact.value(Object.fromEntries(request.query)),
          headers: redactHeaders(request.headers, redact, requestBody),
          body: requestBody,
        },
        status: answer.status,
        headers: redactHeaders(answer.headers, redact, body),
        body,
      };
      const text = `${stableJson(recording, 2)}\n`;
      const hash = createHash('sha256').update(text).digest('hex').slice(0, 8);
      const code = isObject(body) && typeof body.ErrorCode === 'number' ? body.ErrorCode : `http-${answer.status}`;
      const name = `${operation === null ? 'other' : basename(operation)}-${code}-${hash}.json`;
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, name), text);
      return name;
    },
  };
}

/** Fields that hold ids of channels, and those that hold names and texts of the app's own. */
const channelFields = new Set(['Official_Account', 'OfficialAccountUserID', 'GroupId']);
const nameFields = new Set(['Name', 'Introduction', 'FaceUrl', 'Organization', 'CustomString', 'Notification']);
const secretHeaders = new Set(['authorization', 'cookie', 'proxy-authorization', 'set-cookie']);
const addressHeaders = new Set(['forwarded', 'x-forwarded-for', 'x-real-ip', 'x-client-ip', 'cf-connecting-ip']);

/** Everything that is secret in an exchange: by its place in query, headers and bodies, and what was declared. */
export function secretsOf({ request, answer, secrets }: Exchange): Secret[] {
  const places: [string, SecretKind][] = [
    ['usersig', 'signature'],
    ['identifier', 'identifier'],
    ['sdkappid', 'appId'],
  ];
  const query = places.flatMap(([name, kind]) => request.query.getAll(name).map((value) => ({ kind, value })));
  const headers = [...request.headers, ...answer.headers].flatMap(([name, value]): Secret[] => {
    const lower = name.toLowerCase();
    if (secretHeaders.has(lower)) return [{ kind: 'header', value }];
    if (addressHeaders.has(lower)) return value.split(',').map((one) => ({ kind: 'address', value: one.trim() }));
    return [];
  });
  const bodies = [request.body, answer.body].flatMap((text) => inBody(parse(text).value));
  return [...secrets, ...query, ...headers, ...bodies, ...ownAddresses()];
}

/** This machine's own addresses. */
export function ownAddresses(): Secret[] {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return addresses.map(({ address }) => ({ kind: 'address', value: address }));
}

function inBody(value: unknown, field = ''): Secret[] {
  if (Array.isArray(value)) return value.flatMap((item) => inBody(item, field));
  if (isObject(value)) return Object.entries(value).flatMap(([name, item]) => inBody(item, name));
  if (typeof value !== 'string' || value === '') return [];
  if (channelFields.has(field)) return [{ kind: 'channel', value }];
  return nameFields.has(field) || field.endsWith('_Account') ? [{ kind: 'name', value }] : [];
}

/**
 * A body as data where it is JSON and nothing is lost by that, redacted. What decides the outcome stays, whatever the secrets
 * are.
 */
function decode(text: string, redact: Redactor): unknown {
  const { value, remarks } = parse(text);
  if (!isObject(value) || remarks.length > 0) return redact.text(text);
  const redacted = redact.value(value);
  const { ErrorCode, ActionStatus } = value;
  return {
    ...(isObject(redacted) ? redacted : {}),
    ...(typeof ErrorCode === 'number' ? { ErrorCode } : {}),
    ...(ActionStatus === 'OK' || ActionStatus === 'FAIL' ? { ActionStatus } : {}),
  };
}

/** The length is that of the body as it is recorded, written compactly. Its coding is gone. */
function redactHeaders(headers: Headers, redact: Redactor, body: unknown): Record<string, string | string[]> {
  const recorded: Record<string, string | string[]> = {};
  for (const [given, value] of headers) {
    const name = given.toLowerCase();
    if (name === 'content-encoding' || name === 'transfer-encoding') continue;
    const before = recorded[name];
    const text = name === 'content-length' ? String(lengthOf(body)) : redact.text(value);
    recorded[name] = before === undefined ? text : [before, text].flat();
  }
  return recorded;
}

const lengthOf = (body: unknown): number => Buffer.byteLength(typeof body === 'string' ? body : stableJson(body));

function parse(text: string): Parsed {
  try {
    return parseJson(text);
  } catch {
    return { value: undefined, remarks: [] };
  }
}
