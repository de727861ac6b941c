/**
 * Sentences for operations that are only made to measure with: as long and as varied as those of the real ones, made from
 * the names alone, and always the same for the same names.
 */

/** `GroupId` and `To_Account` as words. */
export function wordsOf(name: string): string {
  return name
    .replaceAll('_', ' ')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase();
}

const beginnings = [
  'The %f that this call is about.',
  'Which %f %o concerns.',
  'The %f, as the service keeps it.',
  'Says what becomes of the %f.',
  'The %f of the one named in the request.',
  'A %f as an earlier answer gave it.',
  'Sets the %f; without it nothing changes.',
  'The %f, counted from the last change.',
  'What the console shows as %f.',
  'The %f that subscribers and administrators see.',
  'One %f at a time; a second one replaces the first.',
  'The %f for those who are online.',
];

const additions = {
  string: [
    'Letters, digits and underscores.',
    'At most 96 bytes of UTF-8.',
    'An empty text counts as no %f at all.',
    'Case matters, and white space at the ends is kept.',
    'It has to exist, or the call is refused.',
    'The service makes one up when it is missing.',
    'Shown to people as it is; the service does not look into it.',
    'A URL is taken as well and is not fetched.',
  ],
  integer: [
    'In seconds since 1970.',
    '0 means no, 1 yes.',
    'An unsigned 32-bit number.',
    'The first one is 0.',
    'At most 200; what is more is cut off without a word.',
    'It grows with each %o and is never used again.',
    'Omit it to begin at the start.',
  ],
  list: [
    'At most 100 a call.',
    'In no particular order.',
    'An empty list is refused.',
    'Those that do not exist are left out of the answer.',
    'Each one is handled by itself: some may fail while the others succeed.',
  ],
  object: [
    'Fields that are left out keep their value.',
    'All that is known about it, as far as the filter asks for it.',
    'Others than these have been seen.',
  ],
} as const;

/** What a field means, in one to three sentences. */
export function describeField(operation: string, name: string, kind: keyof typeof additions): string {
  const seed = hash(`${operation} ${name}`);
  const more = additions[kind];
  const sentences = [
    beginnings[seed % beginnings.length],
    more[(seed >>> 5) % more.length],
    // A third of the fields has more to say.
    seed % 3 === 0 ? more[((seed >>> 5) + 1 + ((seed >>> 9) % (more.length - 1))) % more.length] : undefined,
  ];
  return fill(sentences, wordsOf(name), wordsOf(operation));
}

const effects = [
  'Takes effect at once for everybody who is online, and at the next sign-in for the others.',
  'What was there before is replaced and cannot be read any more.',
  'Clients with a current SDK are told; older ones see it after they have signed in again.',
  'Nothing is sent to the users concerned.',
  'The answer says for each one how it went.',
  'A page ends where the answer says so; the next call begins there.',
];
const conditions = [
  'Only an app administrator may call it: `identifier` has to name one.',
  'The app needs a plan that includes it, and what it concerns has to exist.',
  'It counts towards the limit of the app as well as its own.',
  'The accounts named in the body must have been imported before.',
];
const ends = [
  'No way to undo it is documented, nor what happens to calls that run at the same time.',
  'A repeat after no answer came may do it twice; compare what is there before sending it again.',
  'The vendor documents no order in which several such calls are carried out.',
];

/** What an operation does, in two or three paragraphs. */
export function describeOperation(id: string, summary: string): string {
  const seed = hash(id);
  const first = [`Does one thing: ${summary}.`, effects[seed % effects.length], effects[(seed >>> 3) % effects.length]];
  const paragraphs = [
    [...new Set(first)],
    [conditions[(seed >>> 6) % conditions.length]],
    seed % 2 === 0 ? [ends[(seed >>> 8) % ends.length]] : [],
  ];
  return paragraphs
    .filter((sentences) => sentences.length > 0)
    .map((sentences) => fill(sentences, '', wordsOf(id)))
    .join('\n\n');
}

const troubles = ['NotAllowed', 'NotFound', 'TooLong', 'TooMany', 'Malformed', 'Disabled', 'Conflict', 'Exhausted'];
const meanings = [
  'What the request names does not exist, or the caller may not see it.',
  'A field is longer than the service keeps.',
  'The app has used up what its plan allows.',
  'The caller has no right to this, although the signature is valid.',
  'Somebody else has changed the same thing in the meantime.',
  'The body has a field of the wrong type, or lacks one that is needed here.',
];
const remedies = [
  'Check the ids in the body, letter by letter, and send the request again.',
  'Shorten the field that `ErrorInfo` names, counted in bytes of UTF-8, not in characters.',
  'Wait, or ask for a higher limit in the console; the call was not carried out.',
  'Call it as an app administrator, or as the owner of what is changed.',
  'Read what is there now, decide again, and send the request once more.',
];

/** Name, meaning and remedy of a code that the catalogue does not have yet. */
export function describeCode(code: number): { name: string; meaning: string; remedy: string } {
  const seed = hash(String(code));
  return {
    name: `Made${code}${troubles[seed % troubles.length]}`,
    meaning: fill([meanings[(seed >>> 4) % meanings.length]], '', ''),
    remedy: fill([remedies[(seed >>> 8) % remedies.length]], '', ''),
  };
}

function fill(sentences: readonly (string | undefined)[], field: string, operation: string): string {
  return sentences
    .filter((sentence) => sentence !== undefined)
    .join(' ')
    .replaceAll('%f', field)
    .replaceAll('%o', operation);
}

/** FNV-1a, and the last step of a better one, because the low digits choose. */
export function hash(text: string): number {
  let value = 2_166_136_261;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 16_777_619);
  value = Math.imul(value ^ (value >>> 15), 2_246_822_507);
  return (value ^ (value >>> 13)) >>> 0;
}
