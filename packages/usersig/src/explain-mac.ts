/** Says why a MAC does not match: tries the ways in which people get the key and the signed lines wrong. */
import type { SignatureDocument } from './document.ts';
import type { ReadFields } from './fields.ts';
import type { Note, UserSigReason } from './finding.ts';
import { decodeGiven, type KeyForm, unwrapKey, wrapKey } from './key-forms.ts';
import { isMacOf } from './mac.ts';
import { signedText } from './signed-fields.ts';

interface Words {
  found: string;
  expected: string;
  remedy: string;
}

const asShown = 'the key alone, as the text that the console shows';

/** The key that was given has something around it, and the signature is made with what is inside. */
const givenWrapped: Partial<Record<UserSigReason, Words>> = {
  'key-white-space': {
    found: 'a MAC made with the key without white space',
    expected: 'the key that was given, which has white space around it or in it',
    remedy: 'Trim the key that you check with.',
  },
  'key-quoted': {
    found: 'a MAC made with the key without quotes',
    expected: 'the key that was given, which is wrapped in quotes',
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
    found: 'a MAC made with a key that has white space or an invisible character around it',
    expected: asShown,
    remedy: 'Trim the key where the signer reads it; a file or a variable often ends with a line break.',
  },
  'key-quoted': {
    found: 'a MAC made with a key that is wrapped in quotes',
    expected: asShown,
    remedy: 'Take the quotes off where the signer reads the key; not every reader of env files does it.',
  },
  'key-line': {
    found: 'a MAC made with a whole line of a file, name and sign included',
    expected: asShown,
    remedy: 'Give the signer the value alone, not the whole line.',
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

const realBreaks = 'lines ended by a line break (LF), the last one too';

/** @param otherApp Whether the signature states another app than the one that is called. */
export async function explainMac(
  fields: ReadFields,
  secretKey: string,
  { fields: document }: SignatureDocument,
  otherApp: boolean,
): Promise<Note> {
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
  return (await explainLines(signed, fields.mac, secretKey, document)) ?? otherKey(fields.sdkAppId, otherApp);
}

async function explainLines(
  signed: string,
  mac: string,
  secretKey: string,
  document: Record<string, unknown>,
): Promise<Note | undefined> {
  const note = (reason: UserSigReason, found: string, expected: string, remedy: string): Note => {
    return { code: 70009, reason, found, expected, remedy };
  };
  if (await isMacOf(mac, secretKey, signed.replaceAll('\n', '\\n'))) {
    const remedy = 'Write a real line break; in PHP that takes double quotes.';
    return note('literal-newlines', 'lines ended by a backslash and an n', realBreaks, remedy);
  }
  if (await isMacOf(mac, secretKey, signed.replaceAll('\n', '\r\n'))) {
    return note('literal-newlines', 'lines ended by CR and LF', realBreaks, 'End each line by LF alone.');
  }
  if (await isMacOf(mac, secretKey, signed.slice(0, -1))) {
    return note('literal-newlines', 'a last line without its line break', realBreaks, 'Add the last line break.');
  }
  if (await isMacOf(mac, secretKey, unsignedJson(document))) {
    const lines = 'a MAC over the lines TLS.identifier, TLS.sdkappid, TLS.time, TLS.expire';
    return note('document-signed', 'a MAC over the JSON document', lines, 'Sign the lines, not the document.');
  }
  return undefined;
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
