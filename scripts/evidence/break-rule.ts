/** How to break each keyword of a schema. */
import { type BundledDocument, isObject, type JsonObject } from '../../spec/document.ts';
import { distinct, ofType, sampleOf } from './sample.ts';

type Key = string | number;

export interface Break {
  /** Below the value whose schema has the rule. */
  where?: Key[];
  /** What to put there; undefined takes it away. */
  broken: unknown;
}

/** Keywords that demand nothing by themselves, or whose schemas are walked into. */
const silent = new Set([
  '$ref',
  '$comment',
  'allOf',
  'anyOf',
  'components',
  'default',
  'deprecated',
  'description',
  'example',
  'examples',
  'externalDocs',
  'format',
  'items',
  // Its forms are walked into, and the discriminator that tells them apart is broken instead.
  'oneOf',
  'properties',
  'readOnly',
  'title',
  'writeOnly',
]);

/** Values that break one rule and, as far as that is possible, no other one. */
export function breakRule(
  document: BundledDocument,
  isText: boolean,
  schema: JsonObject,
  keyword: string,
  value: unknown,
): Break[] {
  const rule = schema[keyword];
  const number = Number(rule);
  const list = Array.isArray(value) ? value : [];
  switch (keyword) {
    case 'type': {
      const types = [rule].flat().map(String);
      const fits = (type: string): boolean => types.includes(type) || (type === 'integer' && types.includes('number'));
      const wrong = Object.keys(ofType).filter((type) => !fits(type));
      // In a query everything is text, and only what does not read as the type is wrong, or what comes twice.
      const texts: unknown[] = fits('string') ? [['1', '2']] : ['text', ['1', '2']];
      return (isText ? texts : wrong.map((type) => ofType[type])).map((broken) => ({ broken }));
    }
    case 'required':
      return (Array.isArray(rule) ? rule : []).map((name) => ({ where: [String(name)], broken: undefined }));
    case 'const':
      return [{ broken: otherThan([rule]) }];
    case 'enum':
      // Beside `const` it says the same.
      return 'const' in schema ? [] : [{ broken: otherThan(Array.isArray(rule) ? rule : []) }];
    case 'not': {
      const excluded = sampleOf(document, rule);
      return [{ broken: isObject(value) && isObject(excluded) ? { ...value, ...excluded } : excluded }];
    }
    case 'minimum':
      return [{ broken: number - 1 }];
    case 'maximum':
      return [{ broken: number + 1 }];
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return [{ broken: number }];
    case 'multipleOf':
      return [{ broken: number * 1.5 }];
    case 'minLength':
      return [{ broken: String(value).slice(0, number - 1) }];
    case 'maxLength':
      return [{ broken: String(value).padEnd(number + 1, 'x') }];
    case 'x-max-bytes':
      // As few characters as possible, so that a limit of characters still holds.
      return [{ broken: '名'.repeat(Math.floor(number / 3) + 1) }];
    case 'discriminator': {
      const tag = isObject(rule) ? String(rule.propertyName) : '';
      return [undefined, 'no such form'].map((broken) => ({
        broken: isObject(value) ? { ...value, [tag]: broken } : value,
      }));
    }
    case 'pattern':
      return [{ broken: againstPattern(String(rule), String(value)) }];
    case 'minItems':
      return [{ broken: list.slice(0, number - 1) }];
    case 'maxItems':
      return [
        { broken: Array.from({ length: number + 1 }, (_, index) => distinct(document, schema.items, list[0], index)) },
      ];
    case 'uniqueItems':
      return rule === true ? [{ broken: [list[0], list[0]] }] : [];
    case 'minProperties':
      return [{ broken: {} }];
    case 'additionalProperties':
      return rule === false ? [{ broken: { ...(isObject(value) ? value : {}), notDocumented: 1 } }] : [];
    default:
      if (silent.has(keyword) || keyword.startsWith('x-')) return [];
      throw new Error(
        `The mutation does not know how to break the rule "${keyword}". Teach it in scripts/evidence/break-rule.ts.`,
      );
  }
}

function otherThan(allowed: readonly unknown[]): unknown {
  const [first] = allowed;
  if (typeof first === 'string') return `${allowed.join('')}x`;
  if (typeof first === 'boolean') return !first;
  return Math.max(...allowed.map(Number)) + 1;
}

function againstPattern(pattern: string, value: string): string {
  const expression = new RegExp(pattern, 'u');
  const tries = ['', '\u0000', value.slice(1), `${value}\u0000`, `\u0000${value}`];
  const broken = tries.find((text) => !expression.test(text));
  if (broken === undefined) throw new Error(`No text is known that breaks the pattern ${pattern}.`);
  return broken;
}
