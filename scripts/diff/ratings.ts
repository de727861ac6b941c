/** Rates each difference: breaking for callers, additive, or documentation alone. */
import { follow, isObject, wordKeys } from '../../spec/document.ts';
import type { Difference } from './differences.ts';
import type { Verdict } from './redocly.ts';

/** What a change does to those who call the API, the worst first. */
export const rates = ['breaking', 'additive', 'documentation'] as const;
export type Rate = (typeof rates)[number];

export interface Rating {
  rate: Rate;
  rule: string;
  why: string;
}

export interface Change extends Difference, Rating {}

/** Rates every difference, and every verdict that belongs to none; sorted, the worst first. */
export function rateChanges(
  differences: readonly Difference[],
  verdicts: readonly Verdict[],
  documents: { before: unknown; after: unknown },
): Change[] {
  const open = new Set(verdicts);
  const changes = differences.map((difference): Change => {
    const own = verdicts.filter((verdict) => concerns(verdict, difference));
    for (const verdict of own) open.delete(verdict);
    return { ...difference, ...rate(difference, own, documents) };
  });
  // A reference that points elsewhere changes what two other places say; only Redocly compares these.
  const others = [...open].map((verdict): Change => ({ ...asDifference(verdict), ...rateVerdict(verdict) }));
  return [...changes, ...others].toSorted((a, b) => rates.indexOf(a.rate) - rates.indexOf(b.rate));
}

const concerns = (verdict: Verdict, { oldPointer, newPointer }: Difference): boolean =>
  touches(verdict.oldPointer, oldPointer) || touches(verdict.newPointer, newPointer);

const touches = (one: string | undefined, other: string | undefined): boolean =>
  one !== undefined &&
  other !== undefined &&
  (one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`));

/** Whether it takes Redocly's rules to rate a difference: documentation and extensions are rated by ours alone. */
export const needsRedocly = ({ steps }: Difference): boolean => ownKeyword(steps) === -1;

/** The outermost keyword that is documentation or an extension; below it nothing else counts. */
const ownKeyword = (steps: Difference['steps']): number =>
  steps.findIndex(({ key, is }) => is === 'keyword' && (String(key).startsWith('x-') || wordKeys.has(String(key))));

function rate(difference: Difference, verdicts: readonly Verdict[], documents: Documents): Rating {
  const { steps, kind } = difference;
  const first = ownKeyword(steps);
  const keyword = String(steps[first]?.key);
  if (wordKeys.has(keyword)) return documented;
  if (first !== -1) return rateExtension(keyword, difference, first, documents);
  const breaking = verdicts.filter((verdict) => verdict.breaking);
  if (breaking[0] !== undefined) {
    const why = [...new Set(breaking.map(({ message }) => message))].join(' ');
    return { rate: 'breaking', rule: breaking[0].rule, why };
  }
  const own = rateKeyword(difference);
  if (own !== undefined) return own;
  if (kind === 'moved') return reordered;
  if (verdicts.length > 0) return notBreaking;
  return { rate: 'breaking', rule: 'unrated', why: 'No rule knows this place. It may break callers; look at it.' };
}

type Documents = Parameters<typeof rateChanges>[2];

const documented: Rating = {
  rate: 'documentation',
  rule: 'documentation-changed',
  why: 'It is said to readers; no program acts on it.',
};

const reordered: Rating = { rate: 'documentation', rule: 'order-changed', why: 'Only the order is another.' };

const notBreaking: Rating = {
  rate: 'additive',
  rule: 'not-breaking',
  why: 'It adds or loosens something. No rule finds that it breaks a caller.',
};

const breaks = (rule: string, why: string): Rating => ({ rate: 'breaking', rule, why });
const adds = (rule: string, why: string): Rating => ({ rate: 'additive', rule, why });

/** What `redocly diff` leaves to its users: what the types of our packages, or their callers, depend on. */
function rateKeyword({ kind, steps, before, after }: Difference): Rating | undefined {
  const keys = steps.map(({ key }) => key);
  const gone = kind === 'removed';
  const [root, section] = keys;
  if (root === 'openapi' && !sameMinor(before, after)) {
    return breaks('openapi-version-changed', 'A tool that reads the old version of the format may not read this one.');
  }
  if (gone && root === 'components' && keys.length <= 3 && section !== 'securitySchemes') {
    return breaks('component-removed', 'Types are named after components; code that uses this name does not compile.');
  }
  if (gone && root === 'servers' && keys.length <= 2) {
    return breaks(
      'server-removed',
      'Apps of this region cannot be called any more, and its name is gone from the types.',
    );
  }
  if (gone && [steps.at(-1), steps.at(-2)].some((step) => step?.is === 'keyword' && step.key === 'properties')) {
    return breaks(
      'property-removed',
      'Code that sends or reads the field does not compile, and the service may ignore it.',
    );
  }
  if (steps.some(({ key, is }) => is === 'keyword' && key === 'discriminator')) {
    return kind === 'added'
      ? adds('discriminator-added', 'A field tells forms apart that were there before.')
      : breaks('discriminator-changed', 'A form is recognized by another value than before.');
  }
  if (kind === 'changed' && steps.at(-1)?.key === '$ref' && steps.at(-1)?.is === 'keyword') {
    return adds('reference-changed', 'It points elsewhere. What differs there stands in lines of its own.');
  }
  return undefined;
}

const sameMinor = (before: unknown, after: unknown): boolean =>
  String(before).split('.', 2).join() === String(after).split('.', 2).join();

/** The extensions of this document; one that is not known here counts as breaking until somebody has looked at it. */
function rateExtension(keyword: string, difference: Difference, at: number, documents: Documents): Rating {
  const { kind, steps } = difference;
  const rest = steps.slice(at + 1).map(({ key }) => key);
  if (kind === 'moved') return reordered;
  switch (keyword) {
    case 'x-errors':
      return rateCode('operation-error', difference, rest.slice(1), rest.length <= 1);
    case 'x-error-catalogue':
      return rateCode('error', difference, rest.slice(2), rest.length <= 2);
    case 'x-common-errors':
      return kind === 'added'
        ? adds('common-errors-added', 'Each operation can give these codes now. No call that worked fails by it.')
        : breaks('common-errors-removed', 'Code that handles these codes for an operation does not compile.');
    case 'x-rate-limit':
      return rest[1] === 'source' ? documented : rateLimit(difference, at, rest[1], documents);
    case 'x-idempotent':
      if (rest[0] === 'source') return documented;
      return kind === 'added'
        ? adds('idempotency-added', 'The client now repeats it also where the first try may have been carried out.')
        : breaks('idempotency-changed', 'The client repeats it otherwise than before after a failure.');
    case 'x-backup-url':
      return kind === 'added'
        ? adds('backup-host-added', 'The client may now call a further host; a firewall may have to let it through.')
        : breaks(
            'backup-host-changed',
            'The client may call another host, or none, when the main one cannot be reached.',
          );
    case 'x-invalid-code':
      return kind === 'added'
        ? adds('invalid-code-added', 'It is now said which code a value gets that breaks the rule.')
        : breaks('invalid-code-changed', 'Code that waits for the old code does not see a refused value any more.');
    case 'x-max-bytes':
      return rateByteLimit(difference);
    case 'x-pagination':
      return kind === 'added' && rest.length === 0
        ? adds('pagination-added', 'Its pages can be read one after the other now.')
        : breaks('pagination-changed', 'The client asks for the next page otherwise than before, or not at all.');
    case 'x-item-results':
      return kind === 'added' && rest.length === 0
        ? adds('item-results-added', 'It is now said which items have failed.')
        : breaks('item-results-changed', 'Other items than before count as failed.');
    case 'x-filled':
      return kind === 'added'
        ? adds('filled-field-added', 'The client now fills the field in when it is missing.')
        : breaks('filled-field-removed', 'Code that leaves the field to the client does not compile.');
    case 'x-webhook':
      return rateWebhook(difference, rest);
    case 'x-webhooks':
      return kind === 'added'
        ? adds('operation-webhook-added', 'A call may trigger a further webhook, which an app need not switch on.')
        : breaks('operation-webhook-removed', 'An app that waits for the webhook after such a call never gets it.');
    case 'x-public':
      if (kind === 'changed') return documented;
      return kind === 'added'
        ? adds('public-added', 'Recordings and reports now show the values of the field.')
        : adds('public-removed', 'Recordings and reports no longer show the values of the field.');
    default:
      return breaks('extension-unrated', `No rule knows ${keyword}. It may break callers; look at it.`);
  }
}

/** @param rest The keys below `x-webhook`. */
function rateWebhook({ kind, before, after }: Difference, rest: (string | number)[]): Rating {
  const [key, , part, field] = rest;
  if (key === undefined && kind === 'added') return adds('webhook-rules-added', 'It is now said how it is answered.');
  // A further field is one more that may be there. The first one makes a function of other arguments.
  const isMore = rest.length <= 2 || part === 'own' || part === 'given' || (part === 'fields' && field !== undefined);
  if (key === 'answers' && kind === 'added' && isMore) {
    return adds('webhook-answer-added', 'A receiver may answer something more now.');
  }
  if (key === 'answers') {
    return breaks(
      'webhook-answer-changed',
      'Code that gives this answer does not compile, or brings about something else.',
    );
  }
  if (key === 'timeout' && Number(after) > Number(before)) {
    return adds('webhook-timeout-raised', 'A receiver that keeps to the old time keeps to the new one.');
  }
  return breaks('webhook-changed', 'Receivers answer at another time, or tell events apart by other fields.');
}

function rateByteLimit({ kind, before, after }: Difference): Rating {
  return kind === 'removed' || Number(after) > Number(before)
    ? adds('byte-limit-raised', 'What fits the old limit fits the new one.')
    : breaks('byte-limit-lowered', 'Texts of more bytes are refused now.');
}

function rateCode(what: string, { kind }: Difference, [field]: (string | number)[], whole: boolean): Rating {
  if (whole) {
    return kind === 'added'
      ? adds(
          `${what}-added`,
          'Codes are open, so every caller meets unknown ones already. A switch with a `never` default stops compiling.',
        )
      : breaks(
          `${what}-removed`,
          'Code that compares with it does not compile, and code that waits for it never sees it.',
        );
  }
  if (wordKeys.has(String(field))) return documented;
  if (field === 'retry') {
    return breaks(
      `${what}-retry-changed`,
      'The client repeats otherwise than before, and `outcome` says something else.',
    );
  }
  if (field === 'renews') {
    return kind === 'added'
      ? adds(`${what}-renews-added`, 'The client now makes a new signature after it, and repeats the call once.')
      : breaks(`${what}-renews-removed`, 'The client no longer makes a new signature after it.');
  }
  return breaks(`${what}-changed`, 'Code and name of an error are compared with, and stand in the types.');
}

function rateLimit(
  { kind, oldPointer, newPointer }: Difference,
  at: number,
  field: string | number | undefined,
  documents: Documents,
): Rating {
  if (field === 'by') {
    return breaks('rate-limit-key-changed', 'The calls that share a window are others than before.');
  }
  if (field === 'code') {
    return kind === 'added'
      ? adds('rate-limit-code-added', 'It is now said which code a call over this limit gets.')
      : breaks('rate-limit-code-changed', 'Code that waits for the old code does not see this limit any more.');
  }
  const before = callsPerSecond(documents.before, oldPointer, at);
  const after = callsPerSecond(documents.after, newPointer, at);
  const lower = kind === 'added' || !(after >= before);
  return lower && kind !== 'removed'
    ? breaks('rate-limit-lowered', 'Callers that keep to the old limit are refused now.')
    : adds('rate-limit-raised', 'A caller that keeps to the old limit keeps to the new one.');
}

/** Of the entry of the list that the pointer leads to or into; NaN when one of the two is no number. */
function callsPerSecond(document: unknown, pointer: string | undefined, at: number): number {
  const place = pointer
    ?.split('/')
    .slice(0, at + 3)
    .join('/');
  const limit = isObject(document) && place !== undefined ? follow(document, `#${place}`) : undefined;
  return isObject(limit) ? Number(limit.calls) / Number(limit.seconds) : Number.NaN;
}

const rateVerdict = ({ breaking, rule, message, keyword }: Verdict): Rating => {
  if (breaking) return { rate: 'breaking', rule, why: message };
  return keyword !== undefined && wordKeys.has(keyword) ? documented : notBreaking;
};

function asDifference({ oldPointer, newPointer, before, after }: Verdict): Difference {
  const kind = oldPointer === undefined ? 'added' : newPointer === undefined ? 'removed' : 'changed';
  return { kind, steps: [], oldPointer, newPointer, before, after };
}
