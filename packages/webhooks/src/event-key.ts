import { isWebhookCommand, type WebhookEvent } from '@chat-openapi/openapi/webhooks';
import { rulesOf } from './answers.ts';
import type { OtherWebhookEvent } from './handlers.ts';

/**
 * A text that is the same for each delivery of one event. The service names no event, so it is made of the fields that the document
 * says tell events of this kind apart, where all of them are there, or else of the whole event: two events that are the same in every field have one key, and an
 * event that is delivered again with another field has two.
 *
 * @param event As a handler gets it.
 * @example if (seen.has(eventKey(event))) return;
 */
export function eventKey(event: WebhookEvent | OtherWebhookEvent): string {
  const { CallbackCommand: command } = event;
  const fields = isWebhookCommand(command) ? rulesOf(command).key : undefined;
  const values = fields?.map((name): unknown => Object.getOwnPropertyDescriptor(event, name)?.value) ?? [];
  const isWhole = values.length > 0 && values.every((value) => value !== undefined && value !== null);
  return JSON.stringify([command, ...(isWhole ? values : [event]).map(ordered)]);
}

/** A copy in which an object is the list of its fields, in order, and marked as what it was. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return { fields: fields.map(([name, item]) => [name, ordered(item)]) };
}
