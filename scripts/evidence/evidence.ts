/** Reads the evidence, and seals it with checksums. */
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseJson, type Remark, remarksOfBody } from '../../packages/contract/src/json.ts';
import { type EvidenceKind, isObject, type JsonObject } from '../../spec/document.ts';
import { inRoot } from '../paths.ts';

/** An answer of the service, or an event that it sends, that does not come from this project's document. */
export interface Evidence {
  kind: EvidenceKind;
  /** Relative to the folder of the evidence. */
  file: string;
  line: number;
  /** The path of the operation; null where the source does not say, and only the common form can be checked. */
  operation: string | null;
  /** The command of the webhook, where it is an event. */
  webhook?: string | undefined;
  source: string;
  status?: number | undefined;
  body: unknown;
  remarks: Remark[];
  /** Why this answer is known not to fit the document. */
  deviates?: string | undefined;
}

export const evidenceFolder: string = inRoot('test', 'contract', 'evidence');

/** The checksums of all evidence, so that a change of it is seen as one. In the form of `sha256sum`. */
const sums = 'SHA256SUMS';
const seal = 'If the change is meant, run: npm run contract -- --seal';

/** All evidence in a folder. @throws Error that names file and line of what cannot be read or was changed. */
export async function readEvidence(folder: string = evidenceFolder): Promise<Evidence[]> {
  const files = await listFiles(folder);
  await checkSums(folder, files);
  const all = await Promise.all(
    files.map(async (file) => {
      const text = await readFile(join(folder, file), 'utf8');
      if (file.startsWith('recorded/')) return [readRecording(text, file)];
      const kind: EvidenceKind = file === 'observed.jsonl' ? 'observed' : 'documented';
      return text.split('\n').flatMap((line, index) => (line === '' ? [] : [readLine(line, kind, file, index + 1)]));
    }),
  );
  return all.flat();
}

/** Writes down the checksums of all evidence as it is now. */
export async function sealEvidence(folder: string = evidenceFolder): Promise<void> {
  const lines = [...(await sumsOf(folder, await listFiles(folder)))].map(([file, sum]) => `${sum}  ${file}\n`);
  await writeFile(join(folder, sums), lines.join(''));
}

async function listFiles(folder: string): Promise<string[]> {
  const recorded = await readdir(join(folder, 'recorded')).catch(() => []);
  return [
    'documented.jsonl',
    'observed.jsonl',
    ...recorded
      .filter((name) => name.endsWith('.json'))
      .toSorted()
      .map((name) => `recorded/${name}`),
  ];
}

async function sumsOf(folder: string, files: readonly string[]): Promise<Map<string, string>> {
  const entries = files.map(async (file): Promise<[string, string]> => {
    const content = await readFile(join(folder, file));
    return [file, createHash('sha256').update(content).digest('hex')];
  });
  return new Map(await Promise.all(entries));
}

async function checkSums(folder: string, files: readonly string[]): Promise<void> {
  const text = await readFile(join(folder, sums), 'utf8').catch(() => '');
  const sealed = new Map(text.split('\n').map((line): [string, string] => [line.slice(66), line.slice(0, 64)]));
  for (const [file, sum] of await sumsOf(folder, files)) {
    if (sealed.get(file) !== sum) {
      throw new Error(`${file} is not the evidence that ${sums} holds the checksum of. ${seal}`);
    }
    sealed.delete(file);
  }
  sealed.delete('');
  const [gone] = sealed.keys();
  if (gone !== undefined) throw new Error(`${gone} is gone; ${sums} has it. ${seal}`);
}

function readLine(text: string, kind: EvidenceKind, file: string, line: number): Evidence {
  const fail = (what: string): never => {
    throw new Error(`${file}:${line}: ${what}`);
  };
  const { entry, remarks } = parseEntry(text, fail);
  const { webhook, source, body, deviates } = entry;
  const { operation } = webhook === undefined ? entry : { operation: null };
  if (operation !== null && typeof operation !== 'string') return fail('`operation` must be a path or null.');
  if (webhook !== undefined && (typeof webhook !== 'string' || 'operation' in entry)) {
    return fail('`webhook` must be a command, without an `operation` beside it.');
  }
  if (typeof source !== 'string' || source === '') return fail('`source` must say where the answer comes from.');
  if (!('body' in entry)) return fail('`body` is missing.');
  const known = typeof deviates === 'string' ? deviates : undefined;
  return { kind, file, line, operation, webhook, source, body, remarks, deviates: known };
}

function readRecording(text: string, file: string): Evidence {
  const fail = (what: string): never => {
    throw new Error(`${file}: ${what}`);
  };
  const { entry, remarks } = parseEntry(text, fail);
  const { operation, date, region, documentHash, status, body } = entry;
  if (operation !== null && typeof operation !== 'string') return fail('`operation` must be a path or null.');
  for (const [name, value] of Object.entries({ date, region, documentHash })) {
    if (typeof value !== 'string' || value === '') return fail(`\`${name}\` must be a text that is not empty.`);
  }
  if (typeof status !== 'number') return fail('`status` must be the HTTP status.');
  if (!('body' in entry)) return fail('`body` is missing.');
  const source = `recorded on ${date} in ${region}, with document ${documentHash}`;
  return { kind: 'recorded', file, line: 1, operation, source, status, body, remarks };
}

function parseEntry(text: string, fail: (what: string) => never): { entry: JsonObject; remarks: Remark[] } {
  const { value, remarks } = ((): ReturnType<typeof parseJson> => {
    try {
      return parseJson(text);
    } catch {
      return fail('this is not JSON.');
    }
  })();
  if (!isObject(value)) return fail('this is no JSON object.');
  return { entry: value, remarks: remarksOfBody(remarks) };
}
