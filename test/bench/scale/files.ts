import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readEvidence } from '../../../scripts/evidence/evidence.ts';
import { evidenceTable } from '../../../scripts/evidence/matrix.ts';
import type { Target } from '../targets.ts';
import { first, type Group, last, type Row, type Sized } from './rows.ts';

const kB = 1024;

/** What is weighed, with the places where it may stand. A folder counts with all its files. */
const weighed: Record<string, readonly string[]> = {
  'openapi.yaml': ['openapi.yaml'],
  'openapi.tools.json': ['openapi.tools.json'],
  'catalogue.ts': ['catalogue.ts'],
  'schema.d.ts': ['schema.d.ts'],
  methods: ['methods.ts', 'methods'],
  'operations.ts': ['operations.ts'],
  'errors.ts': ['errors.ts'],
  'index.ts': ['index.ts'],
};

/** Weighs what the copies have generated, by operation. */
export async function weighFiles(sized: readonly Sized[]): Promise<Group> {
  const sizes = async (places: readonly string[]): Promise<Map<number, number>> => {
    const found = await Promise.all(
      sized.map(async ({ operations, copy }): Promise<[number, number]> => {
        const weights = await Promise.all(places.map((place) => weigh(join(copy.folder, 'generated', place))));
        return [operations, weights.reduce((sum, weight) => sum + weight, 0) / kB / operations];
      }),
    );
    return new Map(found.filter(([, weight]) => weight > 0));
  };
  const document = await sizes(['openapi.json']);
  const rows: Row[] = [
    {
      what: 'openapi.json',
      digits: 1,
      figures: document,
      limit: await describeParts(sized.at(-1)),
      target: {
        text: '17 at 170, 21 at 12',
        isReached: (document.get(170) ?? 0) <= 17 && (document.get(12) ?? 0) <= 21,
      },
    },
  ];
  const evidence = await weighEvidence(sized);
  rows.push({ what: 'evidence.json', digits: 2, figures: evidence, target: commonOnce(evidence) });
  for (const [what, places] of Object.entries(weighed)) {
    const figures = await sizes(places);
    rows.push({ what, digits: 2, figures, ...(what === 'catalogue.ts' ? { target: commonOnce(figures) } : {}) });
  }
  return { heading: 'Generated files as committed, in kB by operation.', rows };
}

/** What is said once grows lighter by operation; what is said again with each does not. */
const commonOnce = (figures: ReadonlyMap<number, number>): Target => ({
  text: 'common codes once',
  isReached: last(figures) <= first(figures) / 4,
});

/** The table of evidence, which is written with the reference. */
async function weighEvidence(sized: readonly Sized[]): Promise<Map<number, number>> {
  const evidence = await readEvidence();
  const weights = new Map<number, number>();
  for (const { operations, copy } of sized) {
    const document = JSON.parse(await readFile(join(copy.folder, 'generated', 'openapi.json'), 'utf8'));
    const text = JSON.stringify(evidenceTable(document, evidence), null, 2);
    weights.set(operations, text.length / kB / operations);
  }
  return weights;
}

async function weigh(path: string): Promise<number> {
  const names = await readdir(path).catch(() => undefined);
  if (names === undefined) return (await readFile(path).catch(() => '')).length;
  const weights = await Promise.all(names.map((name) => weigh(join(path, name))));
  return weights.reduce((sum, weight) => sum + weight, 0);
}

/** Which parts of the largest document weigh most, in percent of it. */
async function describeParts(largest: Sized | undefined): Promise<string> {
  if (largest === undefined) return '';
  const document = JSON.parse(await readFile(join(largest.copy.folder, 'generated', 'openapi.json'), 'utf8'));
  const weights = new Map<string, number>();
  const add = (part: string, value: unknown, depth: number): void => {
    weights.set(part, (weights.get(part) ?? 0) + weightAt(value, depth));
  };
  for (const item of Object.values(document.paths)) {
    const { requestBody, responses, ...rest } = Object(item).post;
    add('requests', requestBody, 4);
    const { examples, ...answer } = responses['200'].content['application/json'];
    const referred = Object.entries(examples).filter(([, example]) => '$ref' in Object(example));
    const own = Object.entries(examples).filter(([, example]) => !('$ref' in Object(example)));
    add('references to examples', Object.fromEntries(referred), 8);
    add('other examples of answers', Object.fromEntries(own), 8);
    add('answers', answer, 7);
    for (const [key, value] of Object.entries(rest)) add(key, value, 4);
  }
  for (const [kind, value] of Object.entries(document.components)) add(kind, value, 2);
  add('catalogue', document['x-error-catalogue'], 1);
  const whole = weightAt(document, 0);
  return [...weights]
    .sort(([, a], [, b]) => b - a)
    .slice(0, 5)
    .map(([part, weight]) => `${part} ${((weight / whole) * 100).toFixed(0)} %`)
    .join(', ');
}

/** Characters of a value as it stands in the file, indented by two spaces at each depth. */
function weightAt(value: unknown, depth: number): number {
  const text = JSON.stringify(value, null, 2) ?? '';
  return text.length + text.split('\n').length * depth * 2;
}
