import {
  type BundledDocument,
  type BundledOperation,
  catalogueErrors,
  commonCodes,
  type EvidenceKind,
  errorsOf,
  evidenceKinds,
  hashDocument,
  isObject,
  type ProofKind,
  proofKinds,
} from '../../spec/document.ts';
import type { Evidence } from './evidence.ts';

export interface Cell {
  /** How well it is known that the operation gives this code. */
  kind: ProofKind;
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
  counts: Record<ProofKind, number>;
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
function listedCodes(document: BundledDocument, operation: BundledOperation): Map<number, ProofKind> {
  const common = new Set(commonCodes(document));
  const listed = [
    ...catalogueErrors(document).filter(({ code }) => common.has(code)),
    ...errorsOf(document, operation),
  ];
  const [source] = [operation['x-source']].flat();
  const known = listed.map(({ code, source: { evidence } }): [number, ProofKind] => [code, evidence]);
  return new Map([[0, source?.evidence ?? 'inferred'], ...known]);
}

function codeOf({ body }: Evidence): number | undefined {
  return isObject(body) && typeof body.ErrorCode === 'number' ? body.ErrorCode : undefined;
}

function countKinds(items: readonly { kind: ProofKind }[]): Record<EvidenceKind, number> {
  const count = (wanted: ProofKind): number => items.filter(({ kind }) => kind === wanted).length;
  return { recorded: count('recorded'), observed: count('observed'), documented: count('documented') };
}

/** The table as text, an operation a paragraph. */
export function describeMatrix(table: EvidenceTable): string {
  const legend =
    'How each code of an operation is known; in brackets, how many answers show it. Documented without any: pages of the\nvendor list the code, no sample shows it.\n\n';
  const lines = Object.entries(table.operations).flatMap(([operation, codes]) => [
    `${operation}:`,
    ...proofKinds.map((proof) => {
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
