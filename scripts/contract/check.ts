import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { type BundledDocument, type BundledOperation, resolve, type Schema } from '../generate/bundled.ts';

/**
 * How much a difference between an answer and the document matters: `breaking`, a caller that trusts the document fails;
 * `tolerated`, something is missing that the document allows to be missing; `additive`, there is something new.
 */
export type Severity = 'breaking' | 'tolerated' | 'additive';

export interface Finding {
  severity: Severity;
  /** JSON pointer into the body. */
  pointer: string;
  found: string;
  expected: string;
}

export interface Checker {
  /** @param operation The path of an operation; another one, or null, means that only the common form is known. */
  check(operation: string | null, body: unknown): Finding[];
}

export function createChecker(document: BundledDocument): Checker {
  const ajv = new Ajv2020({ strict: false, allErrors: true, verbose: true });
  const codes = new Set(
    Object.values(document['x-error-catalogue']).flatMap((family) => Object.keys(family).map(Number)),
  );
  const validators = new Map(
    Object.entries(document.paths).map(([path, { post }]) => [path, compile(ajv, document, post)]),
  );
  const [first] = validators.values();
  if (first === undefined) throw new Error('The document has no operation to check against.');
  // What every operation has in common; all that is asked of an answer of another one.
  const { components } = document;
  const common = { success: ajv.compile({ ...components.schemas.Success, components }), failure: first.failure };

  return {
    check(operation, body) {
      if (typeof body !== 'object' || body === null || Array.isArray(body)) {
        return [{ severity: 'breaking', pointer: '', found: show(body), expected: 'a JSON object' }];
      }
      const code: unknown = Reflect.get(body, 'ErrorCode');
      if (typeof code !== 'number' || !Number.isInteger(code)) {
        const found = 'ErrorCode' in body ? show(code) : 'nothing';
        return [{ severity: 'breaking', pointer: '/ErrorCode', found, expected: 'a whole number' }];
      }
      const known = operation !== null && operation in document.paths;
      const { success, failure } = (known ? validators.get(operation) : undefined) ?? common;
      const validate = code === 0 ? success : failure;
      const findings: Finding[] = validate(body) ? [] : (validate.errors ?? []).map(asFinding);
      for (const field of ['ActionStatus', 'ErrorInfo']) {
        if (field in body) continue;
        findings.push({ severity: 'tolerated', pointer: `/${field}`, found: 'nothing', expected: 'a string' });
      }
      if (known && code !== 0 && !codes.has(code)) {
        findings.push({
          severity: 'additive',
          pointer: '/ErrorCode',
          found: show(code),
          expected: 'a code of the catalogue',
        });
      }
      return findings;
    },
  };
}

interface Outcomes {
  success: ValidateFunction;
  failure: ValidateFunction;
}

function compile(ajv: Ajv2020, document: BundledDocument, { responses }: BundledOperation): Outcomes {
  const [success, failure] = resolve(document, responses['200'].content['application/json'].schema).oneOf ?? [];
  // The references point into the document's components, which therefore go with each schema.
  const compiled = (branch: Schema | undefined): ValidateFunction =>
    ajv.compile({ ...branch, components: document.components });
  return { success: compiled(success), failure: compiled(failure) };
}

function asFinding({ instancePath, message, data, params, keyword }: ErrorObject): Finding {
  const value = 'allowedValue' in params ? ` ${show(params.allowedValue)}` : '';
  return {
    severity: 'breaking',
    pointer: instancePath,
    found: keyword === 'required' ? 'nothing' : show(data),
    expected: `${message ?? keyword}${value}`,
  };
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
