/** A value as TypeScript that stands for it. */
export const literal = (value: unknown): string => JSON.stringify(value);

export const pascal = (id: string): string => `${id.charAt(0).toUpperCase()}${id.slice(1)}`;

export const lowerFirst = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

/** A doc comment of paragraphs, safe to stand in TypeScript. */
export function comment(paragraphs: string[], indent = ''): string {
  const lines = paragraphs
    .filter((text) => text !== '')
    .join('\n\n')
    .replaceAll('*/', '*\\/')
    .split(/\r?\n|[\r\u2028\u2029]/);
  const [only = ''] = lines;
  if (lines.length === 1) return `${indent}/** ${only.trim()} */`;
  return [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`.trimEnd()), `${indent} */`].join('\n');
}
