/** Finds every place in which two JSON documents differ, with what each key on the way there is. */
import { pointerOf } from '../../packages/contract/src/json.ts';
import { isObject } from '../../spec/document.ts';

/** A key on the way to a value, and what it is: a keyword of the format, a name that the document chose, or plain data. */
export interface Step {
  key: string | number;
  is: 'keyword' | 'name' | 'data';
}

/** One place in which two documents differ. */
export interface Difference {
  kind: 'added' | 'removed' | 'changed' | 'moved';
  steps: Step[];
  /** JSON pointers; undefined where the document does not have it. */
  oldPointer: string | undefined;
  newPointer: string | undefined;
  before: unknown;
  after: unknown;
}

/** Keywords below which the document chooses the names. */
const maps = new Set([
  '$defs',
  'callbacks',
  'content',
  'dependentSchemas',
  'encoding',
  'examples',
  'headers',
  'links',
  'parameters',
  'pathItems',
  'paths',
  'patternProperties',
  'properties',
  'requestBodies',
  'responses',
  'schemas',
  'securitySchemes',
  'variables',
  'webhooks',
]);

/** Keywords below which nothing is a keyword. */
const data = new Set(['const', 'default', 'dependentRequired', 'enum', 'example', 'mapping', 'required', 'security']);

type Within = 'node' | 'map' | 'data';

interface Place {
  steps: Step[];
  old: (string | number)[];
  new: (string | number)[];
  within: Within;
}

/** Every place in which two documents differ. What was added or removed as a whole is one difference. */
export function findDifferences(before: unknown, after: unknown): Difference[] {
  const found: Difference[] = [];
  compare(before, after, { steps: [], old: [], new: [], within: 'node' }, found);
  return found;
}

function compare(before: unknown, after: unknown, place: Place, found: Difference[]): void {
  if (Array.isArray(before) && Array.isArray(after)) compareLists(before, after, place, found);
  else if (isObject(before) && isObject(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      const next = below(place, key, key, isObject(after[key] ?? before[key]));
      if (!Object.hasOwn(after, key)) found.push(removed(next, before[key]));
      else if (!Object.hasOwn(before, key)) found.push(added(next, after[key]));
      else compare(before[key], after[key], next, found);
    }
  } else if (before !== after && !(Number.isNaN(before) && Number.isNaN(after))) {
    found.push({ ...both(place), kind: 'changed', before, after });
  }
}

/** Lists whose items have names of their own are compared by name, others by position. */
function compareLists(before: unknown[], after: unknown[], place: Place, found: Difference[]): void {
  const [oldNames, newNames] = namesOf(before, after, place);
  const kept = oldNames.filter((name) => newNames.includes(name));
  const gone = [...before.keys()].filter((index) => !kept.includes(oldNames[index] ?? ''));
  const come = [...after.keys()].filter((index) => !kept.includes(newNames[index] ?? ''));
  // One reference in place of another is a reference that changed.
  const oldReference = gone.find((index) => isReference(before[index]));
  const newReference = come.find((index) => isReference(after[index]));
  const matched = kept.map((name) => [oldNames.indexOf(name), newNames.indexOf(name)] as const);
  if (oldReference !== undefined && newReference !== undefined) matched.push([oldReference, newReference]);
  for (const index of gone) {
    if (newReference === undefined || index !== oldReference) {
      found.push(removed(below(place, index, index, true), before[index]));
    }
  }
  for (const index of come) {
    if (oldReference === undefined || index !== newReference) {
      found.push(added(below(place, index, index, true), after[index]));
    }
  }
  for (const [oldIndex, newIndex] of matched)
    compare(before[oldIndex], after[newIndex], below(place, oldIndex, newIndex, true), found);
  const order = newNames.filter((name) => kept.includes(name));
  if (order.join('\n') !== kept.join('\n')) {
    found.push({ ...both(place), kind: 'moved', before: kept, after: order });
  }
}

const isReference = (item: unknown): boolean => isObject(item) && typeof item.$ref === 'string';

/** The names of the items of both lists; their positions where the items of one have no names, or the same. */
function namesOf(before: unknown[], after: unknown[], { steps }: Place): [string[], string[]] {
  const names = [before, after].map((items) => items.map(nameOf));
  const usable =
    steps.at(-1)?.key !== 'prefixItems' &&
    names.every((list) => !list.includes(undefined) && new Set(list).size === list.length);
  const [oldNames = [], newNames = []] = usable
    ? names
    : [before, after].map((items) => items.map((_, index) => `at ${index}`));
  return [oldNames.map(String), newNames.map(String)];
}

function nameOf(item: unknown): string | undefined {
  if (!isObject(item)) return Array.isArray(item) ? undefined : JSON.stringify(item);
  if (typeof item.name === 'string' && typeof item.in === 'string') return `${item.in} ${item.name}`;
  const name = item.$ref ?? item['x-region'] ?? item.code ?? item.url ?? item.label ?? item.title ?? item.name;
  return typeof name === 'string' || typeof name === 'number' ? String(name) : undefined;
}

/** A level deeper. An item of a list stands for the list, so that what is below it is read as if there were only one. */
function below(place: Place, oldKey: string | number, newKey: string | number, mayBeMap: boolean): Place {
  const is =
    place.within === 'data' ? 'data' : place.within === 'map' || typeof newKey === 'number' ? 'name' : 'keyword';
  return {
    steps: [...place.steps, { key: newKey, is }],
    old: [...place.old, oldKey],
    new: [...place.new, newKey],
    within: is === 'keyword' ? withinKeyword(String(newKey), mayBeMap) : is === 'data' ? 'data' : 'node',
  };
}

function withinKeyword(keyword: string, mayBeMap: boolean): Within {
  if (data.has(keyword)) return 'data';
  return maps.has(keyword) && mayBeMap ? 'map' : 'node';
}

const both = ({ steps, old: oldKeys, new: newKeys }: Place) => ({
  steps,
  oldPointer: pointerOf(oldKeys),
  newPointer: pointerOf(newKeys),
});

const removed = (place: Place, before: unknown): Difference => ({
  ...both(place),
  kind: 'removed',
  newPointer: undefined,
  before,
  after: undefined,
});

const added = (place: Place, after: unknown): Difference => ({
  ...both(place),
  kind: 'added',
  oldPointer: undefined,
  before: undefined,
  after,
});
