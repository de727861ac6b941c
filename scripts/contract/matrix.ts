import { createHash } from 'node:crypto';
import type { BundledDocument, BundledOperation } from '../generate/bundled.ts';
import { commonCodes } from './check.ts';
import { type Evidence, type EvidenceKind, evidenceKinds } from './evidence.ts';
import { isObject, stableJson } from './json.ts';

/** How well something is known, the best first. */
export type Proof = EvidenceKind | 'inferred';

export const proofs: readonly Proof[] = [...evidenceKinds, 'inferred'];

export interface Cell {
  /** How well it is known that the operation gives this code. */
  kind: Proof;
  /** How many answers of this operation with this code the evidence has. */
  answers: number;
  /** How many answers of other operations it has with this code; left out when there are none. */
  elsewhere?: number;
}

export interface EvidenceTable {
  /** What is said to whoever opens the file. */
  'x-generated': string;
  /** Of what the document demands, without its words; the same as in recordings. */
  documentHash: string;
  /** How many pairs of operation and code are known how well. */
  counts: Record<Proof, number>;
  /** How many answers there are of each kind, those of other operations included. */
  answers: Record<EvidenceKind, number>;
  operations: Record<string, Record<string, Cell>>;
}

/** What is proven: each operation with each of its codes. */
export function evidenceTable(document: BundledDocument, evidence: readonly Evidence[]): EvidenceTable {
  const fitting = evidence.filter(({ deviates }) => deviates === undefined);
  const operations = Object.fromEntries(
    Object.entries(document.paths).map(([path, { post }]) => {
      const own = fitting.filter(({ operation }) => operation === path || operation === post.operationId);
      const others = fitting.filter((answer) => !own.includes(answer));
      const listed = listedCodes(document, post);
      const seen = own.map(codeOf).filter((code) => code !== undefined);
      const codes = [...new Set([...listed.keys(), ...seen])].toSorted((a, b) => a - b);
      const cell = (code: number): Cell => {
        const answers = own.filter((answer) => codeOf(answer) === code);
        const elsewhere = others.filter((answer) => code !== 0 && codeOf(answer) === code).length;
        const kind = evidenceKinds.find((one) => answers.some((answer) => answer.kind === one));
        return {
          kind: kind ?? listed.get(code) ?? 'inferred',
          answers: answers.length,
          ...(elsewhere > 0 ? { elsewhere } : {}),
        };
      };
      return [post.operationId, Object.fromEntries(codes.map((code) => [code, cell(code)]))];
    }),
  );
  const cells = Object.values(operations).flatMap((codes) => Object.values(codes));
  return {
    'x-generated': document['x-generated'],
    documentHash: hashDocument(document),
    counts: { ...countKinds(cells), inferred: cells.filter(({ kind }) => kind === 'inferred').length },
    answers: countKinds(evidence),
    operations,
  };
}

/** The codes that the document lists for an operation, with how well each is known where there is no answer. */
function listedCodes(document: BundledDocument, operation: BundledOperation): Map<number, Proof> {
  const catalogue = Object.values(document['x-error-catalogue']).flatMap((family) => Object.values(family));
  const common = new Set(commonCodes(document));
  const listed = [...catalogue.filter(({ code }) => common.has(code)), ...operation['x-errors']];
  const [source] = [operation['x-source']].flat();
  const known = listed.map(({ code, source: { evidence } }): [number, Proof] => [code, evidence]);
  return new Map([[0, source?.evidence ?? 'inferred'], ...known]);
}

function codeOf({ body }: Evidence): number | undefined {
  return isObject(body) && typeof body.ErrorCode === 'number' ? body.ErrorCode : undefined;
}

function countKinds(items: readonly { kind: Proof }[]): Record<EvidenceKind, number> {
  const count = (wanted: Proof): number => items.filter(({ kind }) => kind === wanted).length;
  return { recorded: count('recorded'), observed: count('observed'), documented: count('documented') };
}

/** Words of the document: what is changed in them changes nothing that can be proven. */
const words = new Set([
  'x-generated',
  'info',
  'externalDocs',
  'tags',
  'title',
  'summary',
  'description',
  'example',
  'examples',
  'meaning',
  'remedy',
  'disagreement',
  'source',
  'x-source',
  'x-backup-source',
  'x-enumDescriptions',
  'x-codeSamples',
]);

/** The hash of what a document demands and promises. Two documents that differ in words alone have the same. */
export function hashDocument(document: object): string {
  return createHash('sha256')
    .update(stableJson(withoutWords(document)))
    .digest('hex')
    .slice(0, 16);
}

/** @param named Whether the keys are names that the document gives, such as those of properties. */
function withoutWords(value: unknown, named = false): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutWords(item));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => named || !words.has(key))
      .map(([key, item]) => [key, withoutWords(item, !named && (key === 'properties' || key === 'schemas'))]),
  );
}

/** The table as text, an operation a paragraph. */
export function describeMatrix(table: EvidenceTable): string {
  const legend =
    'How each code of an operation is known; in brackets, how many answers show it. Documented without any: pages of the\nvendor list the code, no sample shows it.\n\n';
  const lines = Object.entries(table.operations).flatMap(([operation, codes]) => [
    `${operation}:`,
    ...proofs.map((proof) => {
      const cells = Object.entries(codes).filter(([, { kind }]) => kind === proof);
      const names = cells.map(([code, { answers }]) => (answers > 0 ? `${code} (${answers})` : code));
      return wrap(`  ${proof.padEnd(10)} ${String(cells.length).padStart(4)}  `, names.join(', '));
    }),
  ]);
  return `${legend}${lines.join('\n')}\n`;
}

function wrap(start: string, text: string): string {
  const width = 110 - start.length;
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + word.length >= width) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return start + lines.join(`\n${' '.repeat(start.length)}`);
}
