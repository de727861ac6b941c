/** Breaks each rule of the document once, to see whether the checker notices. */
import { type Checker, createChecker } from '../../packages/contract/src/check.ts';
import type { Finding } from '../../packages/contract/src/findings.ts';
import { pointerOf } from '../../packages/contract/src/json.ts';
import { branchesOf, querySchema, webhookQuerySchema } from '../../packages/contract/src/operation-forms.ts';
import { partsOf, propertiesOf } from '../../packages/contract/src/schema.ts';
import {
  type BundledDocument,
  type BundledOperation,
  errorsOf,
  isObject,
  type JsonObject,
  resolve,
  type Schema,
} from '../../spec/document.ts';
import { breakRule } from './break-rule.ts';
import { formsOf, sampleOf } from './sample.ts';

/** A copy of something valid in which one rule of a schema is broken. */
export interface Mutant {
  /** Operation, part, pointer and rule. */
  name: string;
  /** The rule that is broken, and the pointer that a finding has to have. */
  rule: string;
  pointer: string;
  findings: Finding[];
}

export interface Kills {
  killed: number;
  /** Names of the mutants that were not caught. */
  survivors: string[];
}

type Key = string | number;

/** A schema that something has to obey: a valid sample of it, and what finds faults in copies of the sample. */
interface Target {
  name: string;
  schema: unknown;
  sample: unknown;
  /** Whether all values are sent as text. */
  isText?: boolean;
  check(copy: unknown): Finding[];
}

/** Breaks each rule of the document once. A mutant counts as caught when the broken rule itself is reported in its place. */
export function killAll(document: BundledDocument): Kills {
  const mutants = targetsOf(document).flatMap((target) => mutantsOf(document, target));
  const survivors = mutants.filter((mutant) => !isCaught(mutant)).map(({ name }) => name);
  return { killed: mutants.length - survivors.length, survivors };
}

/**
 * What tells success and failure apart decides by which rules the rest is judged: broken, the answer becomes one of the other
 * kind, and any finding about that will do.
 */
const isDiscriminator = ({ pointer, rule }: Mutant): boolean =>
  (pointer === '/ErrorCode' && rule === 'const') || (pointer === '' && rule === 'not');

function isCaught(mutant: Mutant): boolean {
  const broken = mutant.findings.filter(({ severity }) => severity === 'breaking');
  return broken.some(
    ({ pointer, rule }) => isDiscriminator(mutant) || (pointer === mutant.pointer && rule === mutant.rule),
  );
}

export function targetsOf(document: BundledDocument): Target[] {
  const checker = createChecker(document);
  return [...operationTargets(document, checker), ...webhookTargets(document, checker)];
}

function webhookTargets(document: BundledDocument, checker: Checker): Target[] {
  return Object.entries(document.webhooks ?? {}).flatMap(([webhook, { post }]): Target[] => {
    const { schema, examples } = post.requestBody.content['application/json'];
    const [event] = Object.values(examples).map((one) => resolve(document, one).value);
    const sample = sampleOf(document, schema, event);
    const query = webhookQuerySchema(document, post);
    const querySample = sampleOf(document, query, givenQuery(document, post.parameters));
    return [
      {
        name: `${webhook} event`,
        schema,
        sample,
        check: (copy) => checker.checkWebhook({ webhook, body: JSON.stringify(copy) }),
      },
      {
        name: `${webhook} query`,
        schema: query,
        sample: querySample,
        isText: true,
        check: (copy) => checker.checkWebhook({ webhook, query: asQuery(copy), body: sample }).map(withoutMark),
      },
    ];
  });
}

/** A pointer into a query begins with a mark. */
const withoutMark = (finding: Finding): Finding => ({ ...finding, pointer: finding.pointer.replace(/^\?/, '') });

const givenQuery = (document: BundledDocument, parameters: BundledOperation['parameters']): Record<string, unknown> =>
  Object.fromEntries(
    parameters.map((parameter) => resolve(document, parameter)).map(({ name, example }) => [name, example]),
  );

function operationTargets(document: BundledDocument, checker: Checker): Target[] {
  return Object.entries(document.paths).flatMap(([path, { post }]): Target[] => {
    const { operationId } = post;
    const body = post.requestBody.content['application/json'];
    const [success, failure] = branchesOf(document, post);
    const answer = (name: string, schema: Schema | undefined, code: number): Target => ({
      name: `${operationId} ${name}`,
      schema,
      sample: sampleOf(document, schema, exampleOf(document, post.responses['200'].content['application/json'], code)),
      check: (copy) => checker.checkAnswer({ operation: path, status: 200, body: JSON.stringify(copy) }),
    });
    const [firstError] = errorsOf(document, post);
    const query = querySchema(document, post);
    const querySample = sampleOf(document, query, givenQuery(document, post.parameters));
    const bodySample = sampleOf(
      document,
      body.schema,
      Object.values(body.examples).map((one) => resolve(document, one).value)[0],
    );
    return [
      answer('success', success, 0),
      answer('failure', failure, firstError?.code ?? 60002),
      {
        name: `${operationId} request`,
        schema: body.schema,
        sample: bodySample,
        check: (copy) =>
          checker.checkRequest({ operation: path, query: asQuery(querySample), body: JSON.stringify(copy) }),
      },
      {
        name: `${operationId} query`,
        schema: query,
        sample: querySample,
        isText: true,
        check: (copy) =>
          checker
            .checkRequest({ operation: path, query: asQuery(copy), body: JSON.stringify(bodySample) })
            .map(withoutMark),
      },
    ];
  });
}

function asQuery(sample: unknown): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(isObject(sample) ? sample : {})) {
    for (const item of [value].flat()) query.append(name, String(item));
  }
  return query;
}

function exampleOf(
  document: BundledDocument,
  { examples }: BundledDocument['paths'][string]['post']['responses']['200']['content']['application/json'],
  code: number,
): unknown {
  const example = examples[code];
  return example === undefined ? undefined : resolve(document, example).value;
}

export function mutantsOf(document: BundledDocument, target: Target): Mutant[] {
  const faults = target.check(target.sample).filter(({ severity }) => severity === 'breaking');
  if (faults.length > 0) {
    throw new Error(`${target.name}: the sample to break is no valid one: ${JSON.stringify(faults[0])}.`);
  }
  const mutants: Mutant[] = [];
  visit({ document, target, mutants, forms: new Set(), tags: [] }, target.schema, []);
  return mutants;
}

interface Visit {
  document: BundledDocument;
  target: Target;
  mutants: Mutant[];
  /** The forms that this place is inside of. They are not put into themselves. */
  forms: ReadonlySet<unknown>;
  /** The fields that tell the forms of this object apart: to break them is to break the discriminator. */
  tags: readonly string[];
  /** Whether other forms are allowed as well, so that an unknown one is not wrong. */
  isOpen?: boolean;
}

function visit(visited: Visit, schema: unknown, keys: Key[]): void {
  const { document, target, mutants, forms, tags } = visited;
  const value = at(target.sample, keys);
  if (value === undefined) return;
  const parts = partsOf(document, schema);
  const below = { ...visited, tags: [], isOpen: false };
  for (const part of parts) {
    for (const keyword of Object.keys(part)) {
      for (const { where = [], broken } of breakRule(document, target.isText ?? false, part, keyword, value)) {
        if (keyword === 'required' && tags.includes(String(where[0]))) continue;
        if (keyword === 'discriminator' && visited.isOpen && hasTag(part, broken)) continue;
        const place = [...keys, ...where];
        const pointer = pointerOf(place);
        const findings = target.check(replaced(target.sample, place, broken));
        mutants.push({ name: `${target.name} ${pointer || '/'} ${keyword}`, rule: keyword, pointer, findings });
      }
    }
    if (isObject(part.items) && Array.isArray(value)) visit(below, part.items, [...keys, 0]);
    for (const one of Array.isArray(part.anyOf) ? part.anyOf : []) {
      if (formsOf(document, partsOf(document, one)).length > 0) visit({ ...visited, isOpen: true }, one, keys);
    }
  }
  for (const [name, schemas] of propertiesOf(parts)) {
    if (!tags.includes(name)) for (const one of schemas) visit(below, one, [...keys, name]);
  }
  const ownForms = formsOf(
    document,
    parts.filter(({ oneOf }) => oneOf !== undefined),
  );
  for (const { schema: form, tag, value: named } of ownForms) {
    const inner = partsOf(document, form).at(-1);
    if (forms.has(inner)) continue;
    const sample = isObject(value) && value[tag] === named ? value : sampleOf(document, form);
    const other = { ...target, name: `${target.name} ${named}`, sample: replaced(target.sample, keys, sample) };
    visit({ ...visited, target: other, forms: new Set([...forms, inner]), tags: [tag] }, form, keys);
  }
}

function hasTag({ discriminator }: JsonObject, value: unknown): boolean {
  const tag = isObject(discriminator) ? String(discriminator.propertyName) : '';
  return isObject(value) && value[tag] !== undefined;
}

function at(value: unknown, keys: readonly Key[]): unknown {
  return keys.reduce<unknown>(
    (item, key) => (Array.isArray(item) ? item[Number(key)] : isObject(item) ? item[key] : undefined),
    value,
  );
}

/** A copy in which another value stands in one place, or none when it is undefined. */
function replaced(value: unknown, keys: readonly Key[], other: unknown): unknown {
  const [key, ...rest] = keys;
  if (key === undefined) return other;
  if (Array.isArray(value)) return value.map((item, index) => (index === key ? replaced(item, rest, other) : item));
  if (!isObject(value)) throw new Error(`The sample to break has no ${pointerOf(keys)}.`);
  const entries = Object.entries({ ...value, [key]: replaced(value[key], rest, other) });
  return Object.fromEntries(entries.filter(([name, item]) => name !== key || item !== undefined));
}
