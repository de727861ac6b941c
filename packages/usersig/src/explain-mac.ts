/** Says why a MAC does not match: tries the ways in which people get the key and the signed lines wrong. */
import type { SignatureDocument } from './document.ts';
import type { ReadFields } from './fields.ts';
import type { Note, UserSigReason } from './finding.ts';
import { decodeGiven, type KeyForm, unwrapKey, wrapKey } from './key-forms.ts';
import { isMacOf } from './mac.ts';
import { signedText } from './signed-fields.ts';
import { textForms } from './text-forms.ts';

interface Words {
  found: string;
  expected: string;
  remedy: string;
}

/** Of a longer key no form is tried: it is none. */
const maxTried = 1024;

const asShown = 'the key alone, as the text that the console shows';

/** The key that was given has something around it, and the signature is made with what is inside. */
const givenWrapped: Partial<Record<UserSigReason, Words>> = {
  'key-white-space': {
    found: 'a MAC made with the key without white space',
    expected: 'the key that was given, which has white space or an invisible character around it or in it',
    remedy: 'Trim the key that you check with, and write it in one line.',
  },
  'key-quoted': {
    found: 'a MAC made with the key without quotes',
    expected: 'the key that was given, which is wrapped in quotes or other punctuation',
    remedy: 'Take the quotes off the key that you check with.',
  },
  'key-line': {
    found: 'a MAC made with the value of the line that was given as the key',
    expected: 'the line that was given, name and sign included',
    remedy: 'Check with the value alone, not with the whole line of the file.',
  },
  'key-look-alike': {
    found: 'a MAC made with the ASCII characters that those of the given key look like',
    expected: 'the key that was given, which holds other characters',
    remedy: 'Copy the key anew from the console; a chat, a mail or a word processor has changed it.',
  },
  'key-encoded': {
    found: 'a MAC made with the text that the given key is the hexadecimal or base64 form of',
    expected: 'the key that was given, which is encoded',
    remedy: 'Decode the key that you check with; secret stores often hand out base64.',
  },
};

/** The signer has used more than the key, or less. */
const signerWrong: Partial<Record<UserSigReason, Words>> = {
  'key-white-space': {
    found: 'a MAC made with a key that has white space or an invisible character around it or in it',
    expected: asShown,
    remedy: 'Trim the key where the signer reads it, and write it in one line; a file often ends with a line break.',
  },
  'key-quoted': {
    found: 'a MAC made with a key that is wrapped in quotes or other punctuation',
    expected: asShown,
    remedy: 'Take the quotes off where the signer reads the key; not every reader of env files does it.',
  },
  'key-line': {
    found: 'a MAC made with a whole line of a file, name and sign included',
    expected: asShown,
    remedy: 'Give the signer the value alone, not the whole line.',
  },
  'key-look-alike': {
    found: 'a MAC made with a key that holds a character which is not ASCII',
    expected: asShown,
    remedy: 'Copy the key anew from the console; a chat, a mail or a word processor has changed it.',
  },
  'key-decoded': {
    found: 'a MAC made with the key decoded from hexadecimal or base64',
    expected: 'the key used as text',
    remedy: 'Use the key as the text that the console shows.',
  },
  'key-encoded': {
    found: 'a MAC made with the hexadecimal or base64 form of the key',
    expected: asShown,
    remedy: 'Give the signer the key itself; a secret store may hand it out encoded.',
  },
};

/** The MAC is right for a key that cannot be the one of the console. */
export function bothWrapped(reason: UserSigReason): Note {
  const words = signerWrong[reason];
  return {
    code: 70009,
    reason,
    found: words?.found ?? 'a MAC made with a key that is wrapped',
    expected: asShown,
    remedy:
      'Take off what stands around the key, where the signer reads it and here: the service knows the bare key alone.',
  };
}

/** What a MAC is held against. */
export interface MacContext {
  document: SignatureDocument;
  /** Whether the signature states another app than the one that is called. */
  otherApp: boolean;
  /** The user buffer that the caller expects. */
  userBuffer: Uint8Array | undefined;
}

export async function explainMac(fields: ReadFields, secretKey: string, context: MacContext): Promise<Note> {
  if (secretKey.length > maxTried) return otherKey(fields.sdkAppId, context.otherApp);
  const signed = signedText(fields);
  const firstOf = async (forms: KeyForm[]): Promise<UserSigReason | undefined> => {
    const others = forms.filter(({ key }) => key !== secretKey);
    const matches = await Promise.all(others.map(({ key }) => isMacOf(fields.mac, key, signed)));
    return others[matches.indexOf(true)]?.reason;
  };
  const unwrapped = unwrapKey(secretKey);
  const bare = unwrapped.reduce((_, { key }) => String(key), secretKey);
  const decoded: KeyForm[] = decodeGiven(bare).map((key) => ({ reason: 'key-encoded', key }));
  const given = await firstOf([...unwrapped, ...decoded]);
  const givenWords = given && givenWrapped[given];
  if (given && givenWords) return { code: 70009, reason: given, ...givenWords, wrapping: true };
  const signer = await firstOf([...wrapKey(bare), ...(bare === secretKey ? [] : wrapKey(secretKey))]);
  const signerWords = signer && signerWrong[signer];
  if (signer && signerWords) return { code: 70009, reason: signer, ...signerWords };
  return (await explainLines(fields, bare, context)) ?? otherKey(fields.sdkAppId, context.otherApp);
}

async function explainLines(fields: ReadFields, key: string, context: MacContext): Promise<Note | undefined> {
  const forms = [
    ...textForms(fields, context.userBuffer),
    {
      text: unsignedJson(context.document.fields),
      reason: 'document-signed' as const,
      found: 'a MAC over the JSON document',
      expected: 'a MAC over the lines TLS.identifier, TLS.sdkappid, TLS.time, TLS.expire',
      remedy: 'Sign the lines, not the document.',
    },
  ];
  const matches = await Promise.all(forms.map(({ text }) => isMacOf(fields.mac, key, text)));
  const form = forms[matches.indexOf(true)];
  if (form === undefined) return undefined;
  const { text: _, ...words } = form;
  return { code: 70009, ...words };
}

/** The JSON document as it would stand without the field for the MAC itself. */
function unsignedJson(document: Record<string, unknown>): string {
  // Fields that hold more than one value are not of a UserSig, and may be nested without end.
  const flat = Object.entries(document).filter(([name, value]) => name !== 'TLS.sig' && typeof value !== 'object');
  return JSON.stringify(Object.fromEntries(flat));
}

function otherKey(sdkAppId: number, otherApp: boolean): Note {
  return {
    code: 70009,
    reason: 'key',
    found: `a MAC that this key does not make; most likely the UserSig was made with the key of another app`,
    expected: `a MAC made with the secret key of SDKAppID ${sdkAppId}, which the UserSig states`,
    remedy: otherApp
      ? 'The UserSig states another app than the one that is called. Sign for the called app with its own key, and compare both with the SDKAppID and the key that the console shows together.'
      : 'Compare the SDKAppID and the key that the console shows together with what the signer uses and with what you check with: the same app, the same key to the last character, and not one that was replaced since. If they agree, check the signed lines: their order, names, and line breaks.',
  };
}
