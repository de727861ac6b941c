import { readFile } from 'node:fs/promises';

/** The form of a field: the name of its type, a list of one form, or an object. A field whose name ends in `!` is required. */
export type Shape = 'string' | 'integer' | readonly Shape[] | { readonly [name: string]: Shape };

/** An operation that the document could have, with the forms of its bodies. */
export interface MadeOperation {
  id: string;
  tag: string;
  service: string;
  command: string;
  summary: string;
  /** Calls in a second. */
  calls: number;
  request: { readonly [name: string]: Shape };
  response: { readonly [name: string]: Shape };
  codes: readonly number[];
}

type Forms = Pick<MadeOperation, 'calls' | 'request' | 'response' | 'codes'>;
/** The names of an operation; forms are known of two in three. */
type Listed = Omit<MadeOperation, keyof Forms> & Partial<Forms>;

/**
 * Operations under the names and with the forms that the service's own have. Those whose form is not known have the form
 * of another, and more than the service has are its own again under other names.
 *
 * @param count How many.
 * @param taken Ids that they must not have.
 */
export async function makeOperations(count: number, taken: ReadonlySet<string>): Promise<MadeOperation[]> {
  const listed: Listed[] = JSON.parse(await readFile(new URL('./operations.json', import.meta.url), 'utf8'));
  const forms = listed.filter((operation): operation is MadeOperation => operation.request !== undefined);
  const known = listed
    .filter(({ id }) => !taken.has(id))
    .map((names, index): MadeOperation => {
      const { calls, request, response, codes } = { ...forms[(index * 7) % forms.length], ...names };
      if (calls === undefined || request === undefined || response === undefined || codes === undefined) {
        throw new Error(`${names.id} has only a part of a form. Give it all of request, response, codes and calls.`);
      }
      return { ...names, calls, request, response, codes };
    });
  const mixed = spread(known);
  return Array.from({ length: count }, (_, index) => {
    const operation = mixed[index % mixed.length];
    if (operation === undefined) throw new Error('operations.json lists no operation that is free.');
    const round = Math.floor(index / mixed.length) + 1;
    return round === 1 ? operation : again(operation, round);
  });
}

const again = (operation: MadeOperation, round: number): MadeOperation => ({
  ...operation,
  id: `${operation.id}V${round}`,
  command: `${operation.command}_v${round}`,
});

/** Mixes a list, always in the same way, so that the first few are of all kinds. */
function spread<T>(items: readonly T[]): T[] {
  const golden = 0.618_033_988_75;
  return items
    .map((item, index) => ({ item, order: (index * golden) % 1 }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
}
