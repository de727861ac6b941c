import type { Shape } from './operations.ts';
import { describeField, hash, wordsOf } from './words.ts';

type Fields = { readonly [name: string]: Shape };
type Node = Record<string, unknown>;

/** Where a made fact says that it comes from. */
export const sourceOf = (id: string): Node => ({
  page: `1047/${34000 + (hash(id) % 40000)}`,
  date: `2025-0${1 + (hash(id) % 9)}-1${hash(id) % 10}`,
  evidence: 'documented',
});

/** An object's schema. The vendor's names of types become JSON Schema, and each field gets a text. */
export function objectSchema(id: string, fields: Fields): Node {
  const required = Object.keys(fields).filter((name) => name.endsWith('!'));
  return {
    type: 'object',
    ...(required.length === 0 ? {} : { required: required.map(nameOf) }),
    properties: Object.fromEntries(
      Object.entries(fields).map(([key, shape]) => {
        const name = nameOf(key);
        // Most fields have the source of their operation.
        const source = hash(`${id} ${name}`) % 8 === 0 ? { 'x-source': sourceOf(`${id} ${name}`) } : {};
        return [name, { ...fieldSchema(id, name, shape), ...source }];
      }),
    ),
  };
}

function fieldSchema(id: string, name: string, shape: Shape): Node {
  if (shape === 'string' || shape === 'integer') {
    return { type: shape, description: describeField(id, name, shape), ...limits(name, shape) };
  }
  if (isList(shape)) {
    const [item = 'string'] = shape;
    return { type: 'array', description: describeField(id, name, 'list'), items: bare(id, item) };
  }
  const description = describeField(id, name, 'object');
  return { ...bare(id, shape), description };
}

/** The schema of what has no name of its own: an item, or an object whose keys are open. */
function bare(id: string, shape: Shape): Node {
  if (shape === 'string' || shape === 'integer') return { type: shape };
  if (isList(shape)) return { type: 'array', items: bare(id, shape[0] ?? 'string') };
  if (Object.keys(shape).length === 0) return { type: 'object', additionalProperties: { type: 'string' } };
  return objectSchema(id, shape);
}

function limits(name: string, type: 'string' | 'integer'): Node {
  const seed = hash(name);
  if (type === 'string') return seed % 3 === 0 ? { maxLength: 32 << (seed % 4) } : {};
  return seed % 2 === 0 ? { minimum: 0, maximum: 4_294_967_295 } : {};
}

/** A body that the schema of the same fields accepts. */
export function exampleOf(fields: Fields): Node {
  return Object.fromEntries(Object.entries(fields).map(([key, shape]) => [nameOf(key), sampleOf(nameOf(key), shape)]));
}

function sampleOf(name: string, shape: Shape): unknown {
  if (shape === 'integer') return hash(name) % 2 === 0 ? 1 : 1_612_345_678;
  if (shape === 'string') return name.endsWith('_Account') ? `user_${hash(name) % 100}` : wordsOf(name).slice(0, 24);
  if (isList(shape)) return [sampleOf(name, shape[0] ?? 'string')];
  return Object.keys(shape).length === 0 ? { Level: '3' } : exampleOf(shape);
}

const isList = (shape: Shape): shape is readonly Shape[] => Array.isArray(shape);

const nameOf = (key: string): string => (key.endsWith('!') ? key.slice(0, -1) : key);
