/**
 * Takes off what people paste around a UserSig: white space, quotes, a URL or query, the word Bearer, the name of a
 * variable. Puts characters back that only look right. Each is noted once.
 */
import type { Note, UserSigReason } from './finding.ts';
import { putBack } from './look-alikes.ts';
import { escapeUnits } from './quote.ts';

interface Step {
  reason: UserSigReason;
  found: string;
  expected: string;
  remedy: string;
  /** The text without it; the same text when it is not there. */
  strip(text: string): string;
}

const alone = 'the UserSig alone';
const marks = '["\'`´\\u2018-\\u201f«»‹›＂＇「」『』\\\\,;.:<>()[\\]{}|]';
// Without looking back, a long run of marks inside a text would be tried from each of them.
const edges = new RegExp(`^${marks}+|(?<!${marks})${marks}+$`, 'g');
const named = /(?:^|[^\w])(user-?sig|sig)\s*=\s*["'`\u2018-\u201f]*([^&\s"'`\u2018-\u201f#,;}<]+)/i;

/** A sign as Markdown, HTML or JSON writes it. */
const escapes =
  /(?<!\\)\\+(?:(?=[*_+/=-])|(?:u00|x)([2-7][0-9a-f]))|&#x0*([2-7][0-9a-f]);|&#0*(\d{2,3});|&(ast|midast|lowbar|UnderBar|hyphen|dash|minus|plus|sol|equals|quot|apos|lt|gt|NewLine|Tab|nbsp);|&(?:amp|#38|#x26);(?=#x?[0-9a-f]{2,3};|[a-z]{2,8};)/gi;
const entities = new Map(
  'ast* midast* lowbar_ underbar_ hyphen- dash- minus- plus+ sol/ equals= quot" apos\' lt< gt>'
    .split(' ')
    .map((entity) => [entity.slice(0, -1), entity.slice(-1)]),
);

/** The sign itself. Of backslashes nothing is left; what cannot be seen becomes a space. */
function unescaped(found: string, hex?: string, decimal?: string, name?: string): string {
  if (name !== undefined) return entities.get(name.toLowerCase()) ?? ' ';
  if (hex === undefined && decimal === undefined) return found.startsWith('&') ? '&' : '';
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return code > 0x20 && code < 0x7f ? String.fromCharCode(code) : ' ';
}

/** The value of the parameter `usersig`, or what stands before the first `&`. */
function valueOfQuery(text: string): string {
  const { 2: value } = named.exec(text) ?? [];
  if (value !== undefined) return decodePercent(value);
  return text.replace(/^[?&#]+/, '').replace(/(?<=.)[&?#].*$/s, '');
}

/** Whether a whole address stands around the value or behind it, not only a query. */
const isAddress = (text: string): boolean => /:\/\/|^(?:(?:GET|POST)\s+)?\/|\s\/|^[^?\s]*\/[^?\s]*\?\w+=/.test(text);

/** What stands before an address, when it looks like a signature; else the value in the address. */
function valueOfAddress(text: string): string {
  const [, before] = /^(e[AFJN][\w*-]{20,}?)(?:https?:\/\/|[\s,;]+(?:https?:\/)?\/)/.exec(text) ?? [];
  return before ?? valueOfQuery(text);
}

const steps: Step[] = [
  {
    reason: 'invisible',
    found: 'characters that cannot be seen, such as a byte order mark',
    expected: 'none',
    remedy: 'Take them off where the UserSig is read; a copied text or a file often has them.',
    strip: (text) => text.replace(/(?!\s)[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]|\ufeff/gu, ''),
  },
  {
    reason: 'white-space',
    found: 'white space around it',
    expected: 'none',
    remedy: 'Trim the UserSig; a file or a variable often ends with a line break.',
    strip: (text) => text.trim(),
  },
  {
    reason: 'escaped',
    found: 'characters escaped for Markdown, HTML or JSON: a backslash or an entity in place of a sign',
    expected: 'the characters themselves',
    remedy: 'Copy the UserSig from where it was made, not out of the source of a page or a document.',
    strip: (text) =>
      text.replace(escapes, (found, unit, hex, decimal, name) => unescaped(found, unit ?? hex, decimal, name)),
  },
  {
    reason: 'bearer',
    found: 'the word Bearer before it',
    expected: alone,
    remedy: 'Send the UserSig as the query parameter `usersig`, without the word Bearer.',
    strip: (text) => text.replace(/^(?:(?:proxy-)?authorization\s*:\s*)?bearer\s+/i, ''),
  },
  {
    reason: 'url',
    found: 'a URL around it or behind it',
    expected: alone,
    remedy: 'Take the value of the query parameter `usersig` out of the URL.',
    strip: (text) => (isAddress(text) ? valueOfAddress(text) : text),
  },
  {
    reason: 'query',
    found: 'other parts of a query around it or behind it',
    expected: alone,
    remedy: 'Take the value of `usersig` alone, without its name and without `&` and what follows.',
    strip: valueOfQuery,
  },
  {
    reason: 'percent-encoded',
    found: 'percent-encoded characters',
    expected: 'the characters themselves',
    remedy: 'Encode the UserSig for the URL once, not twice.',
    strip: (text) => text.replace(/(?:%[0-9a-f]{2})+/gi, decodePercent),
  },
  {
    reason: 'variable-line',
    found: 'the name of a variable before it',
    expected: alone,
    remedy: 'Take the value alone, without the name and the sign between them.',
    strip: (text) =>
      text.replace(/^(?:(?:export|set|let|const|var)\s+)?[A-Za-z_$][\w.$-]*["']?\s*[=:]\s*(?!\/\/)(?=\S{8})/, ''),
  },
  {
    reason: 'quoted',
    found: 'quotes or other punctuation around it',
    expected: alone,
    remedy: 'Take the quotes off where the UserSig is read.',
    strip: (text) => text.replace(edges, ''),
  },
  {
    reason: 'white-space',
    found: 'white space in it',
    expected: 'none',
    remedy: 'Write the UserSig in one line; a terminal, a mail or an encoder has broken it.',
    strip: (text) => text.replace(/\s+/g, ''),
  },
];

/** More layers than anybody wraps by mistake. */
const maxLayers = 16;

/** The text without what does not belong around it, and what that was. */
export function unwrap(given: string): { text: string; notes: Note[] } {
  const notes = new Map<UserSigReason, Note>();
  let text = given;
  const stripIn = ({ strip }: Step): string | undefined => {
    const stripped = strip(text);
    // What leaves nothing takes the signature with it.
    return stripped === text || stripped === '' ? undefined : stripped;
  };
  for (let layer = 0; layer < maxLayers; layer++) {
    const step = steps.find((candidate) => stripIn(candidate) !== undefined);
    if (step === undefined) break;
    text = stripIn(step) ?? text;
    const { strip: _, ...words } = step;
    if (!notes.has(words.reason)) notes.set(words.reason, { code: 70003, ...words, wrapping: true });
  }
  const { text: restored, replaced } = putBack(text);
  if (replaced.size > 0) notes.set('look-alike', lookAlikeNote(replaced));
  return { text: restored, notes: [...notes.values()] };
}

function lookAlikeNote(replaced: Map<string, string>): Note {
  const shown = [...replaced].slice(0, 5).map(([other, original]) => `${escapeUnits(other)} for ${original}`);
  return {
    code: 70003,
    reason: 'look-alike',
    found: `characters that only look right: ${shown.join(', ')}${replaced.size > 5 ? ' and others' : ''}`,
    expected: 'the letters, digits, * and - of ASCII',
    remedy: 'Copy the UserSig from where it was made; a chat, a mail or a word processor has changed it.',
    wrapping: true,
  };
}

/** Long runs that begin as zlib does, in a text of another kind: with the signs of standard base64, and without them. */
export function findInside(text: string): string[] {
  const runs = [
    /(?<![\w*+/=-])e[AFJN][\w*+/-]{60,}={0,2}(?![\w*+/=-])/,
    /(?<![\w*-])e[AFJN][A-Za-z0-9*-]{60,}_{0,2}(?![\w*-])/,
  ];
  return runs.flatMap((run) => run.exec(text)?.[0] ?? []).filter((found) => found !== text);
}

function decodePercent(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}
