/** An option that cannot be right, or a handler that did not do its work. No message holds a token. */
export class WebhookError extends Error {
  override readonly name = 'WebhookError';
}
