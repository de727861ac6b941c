/** Asks the app before an event, and reads what it answers. */
import type { WebhookRules } from '@chat-openapi/openapi/document';
import type { MockDocument } from '../operations.ts';
import type { WebhookValidator } from '../validator.ts';
import { judge } from '../violation.ts';
import { addressOf } from './address.ts';
import type { Origin } from './event.ts';
import { type AnyHeard, knownCodes, readAnswer, refuseUnheard } from './heard.ts';
import type { WebhookSettings } from './options.ts';
import { type Delivery, type Failed, judgeReply } from './reply.ts';
import { createSender, type Reply } from './sender.ts';

/** A question as it is sent. */
export interface Asked {
  command: string;
  /** As JSON. */
  body: string;
  origin: Origin;
  rules: WebhookRules;
}

export interface Asking {
  /**
   * Asks all addresses at once, and waits as long as the document says. The first answer that is more than a permission counts;
   * undefined when there is none.
   */
  ask(asked: Asked, onDelivery: (delivery: Delivery) => void): Promise<AnyHeard | undefined>;
  /** Ends what is under way. What waits for it waits for ever. */
  end(): void;
}

/** @param settings Read at each question. */
export function createAsking(
  document: MockDocument,
  validator: WebhookValidator,
  settings: () => WebhookSettings,
): Asking {
  const sender = createSender();
  let isOver = false;

  const read = ({ command, rules }: Asked, reply: Reply): { heard: AnyHeard } | { failed: Failed } => {
    const judged = judgeReply(reply);
    if (judged.failed !== undefined) return judged;
    const answer = judge(document, validator(command).answer, judged.value, 'The answer');
    if ('violation' in answer) return { failed: { failure: 'answer', problem: answer.violation.text } };
    const heard = readAnswer(command, rules, answer.value);
    if (heard !== undefined) return { heard };
    const problem = `ErrorCode ${answer.value.ErrorCode} means nothing to this webhook. It knows ${knownCodes(rules)}.`;
    return { failed: { failure: 'answer', problem } };
  };

  return {
    async ask(asked, onDelivery) {
      const { command, body, origin, rules } = asked;
      const { url: urls, token } = settings();
      const all = await Promise.all(
        urls.map(async (url) => {
          const reply = await sender.send(addressOf(url, command, origin, token), body, rules.timeout);
          const result = read(asked, reply);
          const failed = 'failed' in result ? result.failed : undefined;
          onDelivery({ command, url, body, attempt: 1, reply, failed });
          if ('heard' in result) return result.heard;
          return settings().onFailure === 'refuse' ? refuseUnheard(command, rules) : undefined;
        }),
      );
      if (isOver) await new Promise(() => {});
      return all.find((heard) => heard !== undefined && heard.name !== 'allow');
    },
    end() {
      isOver = true;
      sender.end();
    },
  };
}
