/** Calls of an operation whose name is known at run time alone. What the body has to be is then a matter of `checkBody`. */
import type { CallOptions, ChatClient } from '@chat-openapi/client';
import { type OperationId, type PagedOperationId, paging } from '@chat-openapi/openapi';
import { isObject } from '@chat-openapi/openapi/document';

/** @param body Undefined for none. */
export async function callOperation(
  client: ChatClient,
  operation: OperationId,
  body: unknown,
  options: CallOptions = {},
): Promise<object> {
  const answer: unknown = await Reflect.apply(client[operation], client, [body, options]);
  return isObject(answer) ? answer : {};
}

export const isPaged = (operation: OperationId): operation is PagedOperationId => Object.hasOwn(paging, operation);

/** Every item of all pages. */
export function callForItems(
  client: ChatClient,
  operation: PagedOperationId,
  body: unknown,
  options: CallOptions = {},
): AsyncIterable<unknown> {
  return Reflect.apply(client[operation].all, undefined, [body, options]);
}
