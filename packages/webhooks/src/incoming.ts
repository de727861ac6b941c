/** What a door and the checks hand each other. */
import type { RefusalReason } from './refusal.ts';
import type { Settings } from './settings.ts';

/** What a body came to: its text, what a parser has made of it, or why there is none. */
export type Body = { text: string } | { value: unknown } | { refused: RefusalReason };

/** A request, as a door hands it in. */
export interface Incoming {
  method: string;
  /** The address; all before the first `?` is passed over. */
  url: string;
  header(name: 'content-length' | 'content-encoding'): string | undefined;
  /** Whether something else has read from the body by now. */
  wasRead(): boolean;
  readBody(limits: Pick<Settings, 'maxBytes' | 'bodyTimeout'>): Body | Promise<Body>;
}

/** An answer to be sent. */
export interface Outgoing {
  status: number;
  body: string;
  refused?: RefusalReason;
}
