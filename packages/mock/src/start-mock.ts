import type { Server } from 'node:http';
import type { OperationId } from '@chat-openapi/openapi';
import type { WebhookCommand } from '@chat-openapi/openapi/webhooks';
import { callHook } from './call-hook.ts';
import { idOf } from './call-id.ts';
import { bodyWithout, type Calls, createCalls, type MockCall, type OperationCall } from './calls.ts';
import { changeable, changeSettings, type MockSettings } from './changes.ts';
import { type Control, createControl, type Inside } from './control.ts';
import { createHttpServer } from './http.ts';
import type { Mock } from './mock.ts';
import { type MockDocument, readDocument, readToolsDocument } from './operations.ts';
import type { MockOptions } from './options.ts';
import type { Outcome } from './outcome.ts';
import { renderPage, shownChannels } from './page.ts';
import { beforeEvents, otherForms, rules } from './rules/main.ts';
import { createSecrets, redactErrors, type Secrets } from './secrets.ts';
import { type Behavior, createService, type OnAnswer, type Service } from './service.ts';
import { checkOptions, type Settings } from './settings.ts';
import type { Webhooks } from './webhooks/main.ts';
import type { MockWebhook, WebhookOf } from './webhooks/webhook.ts';

/**
 * Starts a mock in this process.
 *
 * @example
 * await using mock = await startMock();
 * const chat = createChatClient({ baseUrl: mock.url, sdkAppId: 1, identifier: 'administrator', secretKey: 'any' });
 *
 * @throws RangeError when an option cannot be right; Error with the code `EADDRINUSE` when the port is taken.
 */
export async function startMock(options: MockOptions = {}): Promise<Mock> {
  return serve(checkOptions(options), readDocument(), { rules, otherForms, beforeEvents });
}

/** Starts a mock of any document. */
export async function serve(initial: Settings, document: MockDocument, behavior: Behavior): Promise<Mock> {
  const settings = { ...initial };
  const secrets = createSecrets({ secretKey: settings.secretKey, token: settings.webhooks?.token });
  const webhooks = await startWebhooks(settings, document, secrets);
  const service = redactErrors(secrets, () => createService(settings, document, behavior, secrets, webhooks));
  const calls = createCalls(secrets);
  const inside = {
    calls: callsOf(calls),
    enqueue: <K extends OperationId>(operation: K, ...outcomes: Outcome<K>[]) =>
      redactErrors(secrets, () => service.enqueue(operation, outcomes)),
    state: service.state,
    webhooks: webhooksOf(webhooks),
    webhookCounts: () => webhooks?.counts() ?? { waiting: 0, dropped: 0 },
    idle: async () => webhooks?.idle(),
    settings: () => changeable(settings),
    change: (changes: Partial<MockSettings>) => redactErrors(secrets, () => changeSettings(settings, changes)),
    reset() {
      const { latency, failRate, strict, rateLimit } = initial;
      Object.assign(settings, { latency, failRate, strict, rateLimit, webhooks: initial.webhooks });
      webhooks?.reset();
      calls.reset();
      service.reset();
    },
  };
  const control = settings.control ? controlOf(inside, service, calls, webhooks, document, secrets) : undefined;
  const http = createHttpServer(service, control, settings, noteCalls(calls, settings, secrets), secrets);
  const { server } = http;
  const close = async (): Promise<void> => {
    await Promise.all([http.close(), webhooks?.close()]);
  };
  await listen(server, settings.port, settings.host);
  return { ...inside, url: urlOf(server, settings.host), seed: settings.seed, close, [Symbol.asyncDispose]: close };
}

/** Loads them only where they are sent. */
async function startWebhooks(
  settings: Settings,
  document: MockDocument,
  secrets: Secrets,
): Promise<Webhooks | undefined> {
  const { webhooks: first, seed, check, onWebhook } = settings;
  if (first === undefined) return undefined;
  const { createWebhooks } = await import('./webhooks/main.ts');
  return createWebhooks({ document, settings: () => settings.webhooks ?? first, seed, check, onWebhook, secrets });
}

function controlOf(
  inside: Pick<Mock, 'settings' | 'change' | 'reset'>,
  { enqueue, shownState, latestChannels }: Service,
  calls: Calls,
  webhooks: Webhooks | undefined,
  document: MockDocument,
  secrets: Secrets,
): Control {
  const { hideIn, hideInId } = secrets;
  const shown: Inside = {
    ...inside,
    enqueue,
    shownState: () => {
      const text = shownState();
      return hideIn(text) === text ? text : JSON.stringify(hideIn(JSON.parse(text)));
    },
    recentCalls: calls.recent,
    shownWebhooks: () => webhooks?.show() ?? '{"webhooks":[],"waiting":0,"dropped":0}',
    document: ({ base }) => JSON.stringify({ ...document, servers: [{ url: base }] }),
    toolsDocument: ({ base }) => JSON.stringify({ ...readToolsDocument(), servers: [{ url: base }] }),
    page: ({ base, search }) =>
      renderPage({
        document,
        base,
        calls: calls.latest(20).map((call) => ({ call, id: idOf(call, hideInId) })),
        latest: latestChannels(shownChannels),
        webhooks: webhooks?.latest(20),
        settings: inside.settings(),
        hide: hideInId,
        isLive: search === 'live',
      }),
  };
  return createControl(shown, secrets);
}

function noteCalls(calls: Calls, { onCall }: Settings, secrets: Secrets): OnAnswer {
  return ({ operation, request, body, reason, fault, valid }, text, url, milliseconds) => {
    const code = fault === undefined || fault === 'slow' ? body?.ErrorCode : undefined;
    const requested = request === undefined ? {} : { request: secrets.hideInId(request, secrets.signaturesIn(url)) };
    const call = { operation, ...requested, code, reason, fault, valid };
    secrets.note(url);
    calls.add(call, text, url);
    if (onCall === undefined) return;
    callHook(onCall, { ...call, body: bodyWithout(secrets, text, url) }, milliseconds);
  };
}

function callsOf(calls: Calls): Mock['calls'] {
  function list(): MockCall[];
  function list<K extends OperationId>(operation: K): OperationCall<K>[];
  function list(operation?: OperationId): MockCall[] {
    return operation === undefined ? calls.all() : calls.of(operation);
  }
  return list;
}

function webhooksOf(webhooks: Webhooks | undefined): Mock['webhooks'] {
  function list(): MockWebhook[];
  function list<C extends WebhookCommand>(command: C): WebhookOf<C>[];
  function list(command?: WebhookCommand): MockWebhook[] {
    return (command === undefined ? webhooks?.all() : webhooks?.of(command)) ?? [];
  }
  return list;
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, backlog: 1024 }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function urlOf(server: Server, host: string): string {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The mock does not listen on a port.');
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
}
