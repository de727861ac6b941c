import { type BundledDocument, fitsBytes, forAjv, isObject, type JsonObject } from '@chat-openapi/openapi/document';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

/** Compiles schemas of a document. A reference leads into the document, so that what several schemas share is compiled once. */
export interface Validators {
  /** @throws Error that begins with `what` when the schema cannot be compiled. */
  compile(what: string, schema: object): ValidateFunction;
  /** The same for values that come as text, as those of a query do. */
  compileForText(what: string, schema: object): ValidateFunction;
}

/** The document's own name in references. */
const name = 'document';

export function createValidators(document: BundledDocument): Validators {
  let forJson: Ajv2020 | undefined;
  let forText: Ajv2020 | undefined;
  return {
    compile(what, schema) {
      forJson ??= createAjv(document, false);
      return compile(forJson, what, schema);
    },
    compileForText(what, schema) {
      forText ??= createAjv(document, true);
      return compile(forText, what, schema);
    },
  };
}

function createAjv(document: BundledDocument, coerceTypes: boolean): Ajv2020 {
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    verbose: true,
    logger: false,
    discriminator: true,
    coerceTypes,
  });
  ajv.addKeyword({
    keyword: 'x-max-bytes',
    type: 'string',
    schemaType: 'number',
    compile: (max: number) => (text: string) => fitsBytes(text, max),
    error: { message: ({ schema }) => `must NOT have more than ${schema} bytes` },
  });
  // A document is no schema: only what it holds is looked at, when it is used.
  ajv.addSchema(forAjv(document), name, undefined, false);
  return ajv;
}

function compile(ajv: Ajv2020, what: string, schema: object): ValidateFunction {
  try {
    return ajv.compile(fromOutside(forAjv(schema)));
  } catch (error) {
    throw new Error(`${what} cannot be checked: ${error instanceof Error ? error.message : error}.`);
  }
}

/** The references of a schema, from within the document, as they are from a schema of its own. */
const fromOutside = (schema: object): object =>
  changed(schema, (node) =>
    typeof node.$ref === 'string' && node.$ref.startsWith('#') ? { ...node, $ref: `${name}${node.$ref}` } : node,
  );

/** A copy in which some objects are others; whatever holds none of them is not copied. */
function changed(value: object, change: (node: JsonObject) => JsonObject): object {
  let isOther = false;
  const below = (item: unknown): unknown => {
    if (typeof item !== 'object' || item === null) return item;
    const made = changed(item, change);
    isOther ||= made !== item;
    return made;
  };
  if (Array.isArray(value)) {
    const items = value.map(below);
    return isOther ? items : value;
  }
  const node = isObject(value) ? change(value) : value;
  const entries = Object.entries(node).map(([key, item]) => [key, below(item)]);
  return isOther ? Object.fromEntries(entries) : node;
}
