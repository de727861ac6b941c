import { whatCame, whatCameOfVariable } from './what-came.ts';

/** Our own limit for keys and signatures: no real one is nearly as long. */
export const maxSecret = 1024;

/** Why a value is no signature; undefined when it has the form of one. The value itself is not quoted. */
export function userSigFault(value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '') return whatCameOfVariable(value);
  return (
    secretFault(value) ??
    (/^[\w*-]+$/.test(value) ? undefined : `${whatCame(value)} Some are not letters, digits, *, - and _.`)
  );
}

/** What is wrong with any secret: what stands around it, or its length. */
export function secretFault(value: string): string | undefined {
  if (value.trim() !== value) return `${whatCame(value)} It has white space around it.`;
  if (/^["'`\u2018-\u201f]|["'`\u2018-\u201f]$/.test(value))
    return `${whatCame(value)} It is wrapped in quotes; take them off.`;
  if (value.length > maxSecret) return `${whatCame(value)} Our limit is ${maxSecret}.`;
  return undefined;
}
