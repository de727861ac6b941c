/**
 * The part of Redocly's plugin interface that this plugin uses. The CLI carries its own core and publishes no types for
 * it, so they are written down here.
 */

/** A place in a file of the document. */
export interface Location {
  child(path: string | number | (string | number)[]): Location;
  /** The same place, pointing at the key instead of the value. */
  key(): Location;
  readonly pointer: string;
  readonly source: { readonly absoluteRef: string };
}

export interface Context {
  /** The type of the node that is visited, with the properties that are declared for it. */
  readonly type: { readonly name: string; readonly properties: Record<string, unknown> };
  readonly location: Location;
  readonly key: string | number;
  /** The node as it is written, `$ref` included. */
  readonly rawNode: unknown;
  report(problem: { message: string; location?: Location | Location[]; suggest?: string[] }): void;
  /** Follows a `$ref`, read as written in the file `from` (by default the one that is visited). */
  resolve(node: unknown, from?: string): { node: unknown; location?: Location };
}

type Visit = (node: unknown, context: Context) => void;

/**
 * A rule: functions by type name. `enter` is what a function alone is, `leave` runs after everything below the node was visited.
 * The functions under the name of another type see only what stands below a node of it: in `Paths` the operations that are
 * called, in `WebhooksMap` those that the service calls.
 */
export interface Visitor {
  [name: string]: Visit | Visitor;
}
export type Rule = () => Visitor;

/** A type of node: which properties it has, and what each of them holds. */
export interface NodeType {
  properties: Record<string, unknown>;
  required?: string[];
  items?: unknown;
  additionalProperties?: unknown;
  extensionsPrefix?: string;
}

export type NodeTypes = Record<string, NodeType>;

/** What a node refers to, and the file to read its own references from. */
export function follow(
  context: Context,
  node: unknown,
  from = context.location.source.absoluteRef,
): { node: unknown; from: string } {
  if (!isReference(node)) return { node, from };
  const { node: target, location } = context.resolve(node, from);
  return { node: target, from: location?.source.absoluteRef ?? from };
}

const isReference = (node: unknown): boolean => typeof node === 'object' && node !== null && '$ref' in node;
