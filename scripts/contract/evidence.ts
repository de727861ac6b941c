import { readFile } from 'node:fs/promises';
import { inRoot } from '../paths.ts';

export type EvidenceKind = 'documented' | 'observed';

/** An answer of the service that does not come from this project's document. */
export interface Evidence {
  kind: EvidenceKind;
  file: string;
  line: number;
  /** The path of the operation; null where the source does not say, and only the common form can be checked. */
  operation: string | null;
  source: string;
  body: unknown;
  /** Why this answer is known not to fit the document. */
  deviates?: string;
}

const kinds: EvidenceKind[] = ['documented', 'observed'];

/** All evidence of the project. @throws Error that names file and line of what cannot be read. */
export async function readEvidence(): Promise<Evidence[]> {
  const all = await Promise.all(
    kinds.map(async (kind) => {
      const file = `test/contract/evidence/${kind}.jsonl`;
      const lines = (await readFile(inRoot(file), 'utf8')).split('\n');
      return lines.flatMap((text, index) => (text === '' ? [] : [parse(text, { kind, file, line: index + 1 })]));
    }),
  );
  return all.flat();
}

function parse(text: string, place: { kind: EvidenceKind; file: string; line: number }): Evidence {
  const fail = (what: string): never => {
    throw new Error(`${place.file}:${place.line}: ${what}`);
  };
  const entry = ((): Record<string, unknown> => {
    try {
      return Object(JSON.parse(text));
    } catch {
      return fail('this line is not JSON.');
    }
  })();
  const { operation, source, body, deviates } = entry;
  if (operation !== null && typeof operation !== 'string') return fail('`operation` must be a path or null.');
  if (typeof source !== 'string' || source === '') return fail('`source` must say where the answer comes from.');
  if (!('body' in entry)) return fail('`body` is missing.');
  return { ...place, operation, source, body, ...(typeof deviates === 'string' ? { deviates } : {}) };
}
