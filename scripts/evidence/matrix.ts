/** What is proven: how well each code of each operation is known, and how many answers show it. */
import {
  type BundledDocument,
  type BundledOperation,
  type CatalogueError,
  commonCodes,
  commonErrors,
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
  /** How well it is known that the operation, or for a common code any operation, gives this code. */
  kind: ProofKind;
  /** How many answers with this code the evidence has, of this operation; for a common code of any. */
  answers: number;
  /** How many answers of other operations it has with this code; left out when there are none, and for common codes. */
  elsewhere?: number;
}

export interface WebhookCell {
  kind: ProofKind;
  events: number;
}

/** Cells by code. */
export type Cells = Record<string, Cell>;

export interface EvidenceTable {
  /** The notice for people who open the file. */
  'x-generated': string;
  /** Of what the document demands, without its words; the same as in recordings. */
  documentHash: string;
  /** How many cells there are of each kind, those of common codes and those of operations together. */
  counts: Record<ProofKind, number>;
  /** How many answers there are of each kind, those of other operations included. */
  answers: Record<EvidenceKind, number>;
  /** The codes that every operation can give, once for all of them. */
  common: Cells;
  /** How well each webhook is known, and how many events of it the evidence has. */
  webhooks: Record<string, WebhookCell>;
  /** For each operation 0, its own codes, and what else its answers have shown, common codes included. */
  operations: Record<string, Cells>;
}

/** The answers that fit the document, of one operation or of all. */
type Answers = Map<number, Evidence[]>;

/** The table of a document and its evidence. Answers that are known to deviate prove nothing. */
export function evidenceTable(document: BundledDocument, evidence: readonly Evidence[]): EvidenceTable {
  const answers = evidence.filter(({ webhook }) => webhook === undefined);
  const fitting = answers.filter(({ deviates }) => deviates === undefined);
  const all = byCode(fitting);
  const ofOperation = Map.groupBy(fitting, ({ operation }) => operation);
  const operations = Object.entries(document.paths).map(([path, { post }]): [string, Cells] => {
    const own = [...(ofOperation.get(path) ?? []), ...(ofOperation.get(post.operationId) ?? [])];
    return [post.operationId, cellsOf(listedCodes(document, post), byCode(own), all)];
  });
  const common = cellsOf(new Map(commonErrors(document).map(asListed)), onlyOf(all, commonCodes(document)));
  const cells = [common, ...operations.map(([, codes]) => codes)].flatMap((codes) => Object.values(codes));
  return {
    'x-generated': document['x-generated'],
    documentHash: hashDocument(document),
    counts: { ...countKinds(cells), inferred: cells.filter(({ kind }) => kind === 'inferred').length },
    answers: countKinds(answers),
    common,
    webhooks: webhookCells(document, evidence),
    operations: Object.fromEntries(operations),
  };
}

function webhookCells({ webhooks = {} }: BundledDocument, evidence: readonly Evidence[]): Record<string, WebhookCell> {
  return Object.fromEntries(
    Object.entries(webhooks).map(([command, { post }]): [string, WebhookCell] => {
      const events = evidence.filter(({ webhook, deviates }) => webhook === command && deviates === undefined);
      const shown = evidenceKinds.find((kind) => events.some((event) => event.kind === kind));
      const [source] = [post['x-source']].flat();
      return [command, { kind: shown ?? source?.evidence ?? 'inferred', events: events.length }];
    }),
  );
}

function byCode(evidence: readonly Evidence[]): Answers {
  return Map.groupBy(
    evidence.filter((answer) => codeOf(answer) !== undefined),
    (answer) => codeOf(answer) ?? 0,
  );
}

const onlyOf = (answers: Answers, codes: readonly number[]): Answers =>
  new Map(codes.flatMap((code) => (answers.has(code) ? [[code, answers.get(code) ?? []]] : [])));

/**
 * @param listed How well each code is known where there is no answer.
 * @param all The answers of all operations, where those of others are to be counted. Success is no code that they share.
 */
function cellsOf(listed: ReadonlyMap<number, ProofKind>, own: Answers, all: Answers = new Map()): Cells {
  const codes = [...new Set([...listed.keys(), ...own.keys()])].toSorted((a, b) => a - b);
  return Object.fromEntries(
    codes.map((code): [number, Cell] => {
      const answers = own.get(code) ?? [];
      const kind = evidenceKinds.find((one) => answers.some((answer) => answer.kind === one));
      const elsewhere = code === 0 ? 0 : Math.max(0, (all.get(code)?.length ?? 0) - answers.length);
      return [
        code,
        {
          kind: kind ?? listed.get(code) ?? 'inferred',
          answers: answers.length,
          ...(elsewhere > 0 ? { elsewhere } : {}),
        },
      ];
    }),
  );
}

const asListed = ({ code, source }: CatalogueError): [number, ProofKind] => [code, source.evidence];

/** An operation's own codes. */
function listedCodes(document: BundledDocument, operation: BundledOperation): Map<number, ProofKind> {
  const [source] = [operation['x-source']].flat();
  return new Map([[0, source?.evidence ?? 'inferred'], ...errorsOf(document, operation).map(asListed)]);
}

function codeOf({ body }: Evidence): number | undefined {
  return isObject(body) && typeof body.ErrorCode === 'number' ? body.ErrorCode : undefined;
}

function countKinds(items: readonly { kind: ProofKind }[]): Record<EvidenceKind, number> {
  const count = (wanted: ProofKind): number => items.filter(({ kind }) => kind === wanted).length;
  return { recorded: count('recorded'), observed: count('observed'), documented: count('documented') };
}

/** The table as text: the common codes, then an operation a paragraph. */
export function describeMatrix({ common, operations, webhooks }: EvidenceTable): string {
  const legend =
    'How well each code is known; in brackets, how many answers show it. Documented without any: pages of the vendor list\nthe code, no sample shows it.\n\n';
  const lines = Object.entries({ 'every operation': common, ...operations }).flatMap(([title, codes]) => [
    `${title}:`,
    ...proofKinds.map((proof) => {
      const cells = Object.entries(codes).filter(([, { kind }]) => kind === proof);
      const names = cells.map(([code, { answers }]) => (answers > 0 ? `${code} (${answers})` : code));
      return wrap(`  ${proof.padEnd(10)} ${String(cells.length).padStart(4)}  `, names.join(', '));
    }),
  ]);
  const events = Object.entries(webhooks).map(
    ([command, { kind, events: shown }]) => `  ${kind.padEnd(10)} ${command}${shown > 0 ? ` (${shown})` : ''}`,
  );
  const received = events.length === 0 ? [] : ['webhooks:', ...events];
  return `${legend}${[...lines, ...received].join('\n')}\n`;
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
