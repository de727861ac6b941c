/** Whether region and base URL are as a call takes them. */
import { ChatConfigError, createChatClientFromEnv } from '@chat-openapi/client';
import { UsageError } from '@chat-openapi/contract/command-line';
import type { GlobalOptions } from '../context.ts';
import { flagsOf } from '../open-client.ts';
import type { Values } from '../variables.ts';
import type { Check } from './check.ts';

/** Stands in for credentials, which have a check of their own. */
const caller = { sdkAppId: 1, identifier: 'a', userSig: 'eJ' };

/** What is wrong with them; undefined when nothing is, or none is set. */
export function checkTarget(options: GlobalOptions, { CHAT_REGION, CHAT_BASE_URL }: Values): Check | undefined {
  const isSet = [options.region, options.baseUrl, CHAT_REGION || undefined, CHAT_BASE_URL || undefined];
  if (isSet.every((value) => value === undefined)) return undefined;
  try {
    createChatClientFromEnv({ ...flagsOf(options), ...caller }, { CHAT_REGION, CHAT_BASE_URL });
    return undefined;
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof ChatConfigError)) throw error;
    return { name: 'Where to call', state: 'wrong', text: error.message };
  }
}
