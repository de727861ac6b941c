/** The types of handlers, made from the table of webhooks: what a command does not know does not exist in its types. */
import type { WebhookAnswer, WebhookCommand, WebhookEvent, webhooks } from '@chat-openapi/openapi/webhooks';

type Table = typeof webhooks;

/** Some fields of an answer, at least one of them. */
type SomeOf<A, F> = { [N in F & keyof A]: Required<Pick<A, N>> & Partial<Pick<A, Extract<F, keyof A>>> }[F & keyof A];

/** What makes one of the answers. */
type Make<A, Rules> = Rules extends { fields: readonly (infer F)[] }
  ? (fields: SomeOf<A, F>) => A
  : Rules extends { code: 0 }
    ? () => A
    : Rules extends { own: object }
      ? (info?: string, code?: number) => A
      : (info?: string) => A;

type AnswersOf<A, Rules> = { readonly [N in keyof Rules]: Make<A, Rules[N]> };

/**
 * What makes the answers that a webhook knows, by their names: `allow()`, `refuse('no links, please')` and so on. `info` becomes
 * `ErrorInfo`, `code` a code of your own.
 */
export type WebhookAnswers<C extends WebhookCommand> = Table[C] extends { answers: infer Rules }
  ? AnswersOf<WebhookAnswer<C>, Rules>
  : never;

/** What stood in the address of a request, as it came. */
export interface WebhookQuery {
  /** The app whose event it is. */
  readonly SdkAppid: number;
  /** The address of the client whose action led to the event. */
  readonly ClientIP: string | undefined;
  /** The platform of that client, such as `RESTAPI` or `iOS`. A Mac is `Mac` or `macOS`. */
  readonly OptPlatform: string | undefined;
  /** When the request was signed, in seconds since 1970; undefined when it is not signed. */
  readonly RequestTime: number | undefined;
}

/** What a function without `return` returns. */
type Nothing = ReturnType<() => void>;

/**
 * Answers before the event happens. What it returns decides; nothing at all lets the event pass.
 *
 * @param event The body, whose fields are typed and not checked: the service may add some.
 * @param answers Makes the answers that this webhook knows.
 */
export type BeforeHandler<C extends WebhookCommand> = (
  event: WebhookEvent<C>,
  answers: WebhookAnswers<C>,
  query: WebhookQuery,
) => WebhookAnswer<C> | Nothing | Promise<WebhookAnswer<C> | Nothing>;

/** Works on what has happened. It runs after the answer was given, so what it returns is waited for and not sent. */
export type AfterHandler<C extends WebhookCommand> = (event: WebhookEvent<C>, query: WebhookQuery) => unknown;

export type WebhookHandler<C extends WebhookCommand> = Table[C]['when'] extends 'before'
  ? BeforeHandler<C>
  : AfterHandler<C>;

/** A handler for each webhook that you want to receive, by the vendor's command. */
export type WebhookHandlers = { readonly [C in keyof Table]?: WebhookHandler<C> | undefined };

/** An event of a webhook that the document does not have. */
export interface OtherWebhookEvent {
  readonly CallbackCommand: string;
  readonly [field: string]: unknown;
}
