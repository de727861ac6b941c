/* Made from spec/ by `npm run generate`. Do not edit: change spec/ and run the command again. */

import type { components } from './schema.js';

/** The type of each field that a form requires; for an object those of its own fields. */
interface Fields {
  readonly [name: string]: string | Fields;
}

/** Whether a value has all fields that are required of it. Where the fields lead to lists, their items are not looked at. */
function hasFields(value: unknown, fields: Fields): boolean {
  return Object.entries(fields).every(([name, type]) => {
    const field: unknown = Object.getOwnPropertyDescriptor(Object(value), name)?.value;
    if (typeof type !== 'string') return typeof field === 'object' && field !== null && hasFields(field, type);
    return type === 'array' ? Array.isArray(field) : typeof field === type;
  });
}
