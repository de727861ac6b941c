import type { Schema } from '../../spec/document.ts';

/** What types cannot say of a value, in sentences: limits, and what is taken when it is missing. */
export function rulesInWords(schema: Schema): string[] {
  const { minimum, maximum, minItems, maxItems, default: preset, 'x-max-bytes': bytes, 'x-filled': filled } = schema;
  return [
    ...(bytes === undefined ? [] : [`At most ${bytes} bytes in UTF-8.`]),
    ...range(minimum, maximum),
    ...(minItems === undefined ? [] : [`At least ${items(minItems)}.`]),
    ...(maxItems === undefined ? [] : [`At most ${items(maxItems)}.`]),
    ...(preset === undefined ? [] : [`Default: ${JSON.stringify(preset)}.`]),
    ...(filled === undefined ? [] : ['A client fills it in when it is missing.']),
  ];
}

function range(minimum: number | undefined, maximum: number | undefined): string[] {
  if (minimum !== undefined && maximum !== undefined) return [`From ${minimum} to ${maximum}.`];
  if (minimum !== undefined) return [`At least ${minimum}.`];
  return maximum === undefined ? [] : [`At most ${maximum}.`];
}

const items = (count: number): string => `${count} ${count === 1 ? 'item' : 'items'}`;
