import type { Load } from './load.ts';
import type { ProgramName } from './servers.ts';

/** What is called, as fast as it answers. */
export interface Caller {
  program: ProgramName;
  document: 'own' | 'large';
  /** Whether the calls go to all operations in turn, or to the first one. */
  spread: boolean;
}

export const callers = {
  'bare node:http': { program: 'bare node:http', document: 'own', spread: false },
  'prism mock': { program: 'prism mock', document: 'own', spread: false },
  'prism mock -v silent': { program: 'prism mock -v silent', document: 'own', spread: false },
  'chat-mock': { program: 'chat-mock', document: 'own', spread: false },
  'chat-mock --log silent': { program: 'chat-mock --log silent', document: 'own', spread: false },
  'large: prism mock -v silent': { program: 'prism mock -v silent', document: 'large', spread: false },
  'large: chat-mock --log silent': { program: 'chat-mock --log silent', document: 'large', spread: false },
  'large: chat-mock --log silent, spread': { program: 'chat-mock --log silent', document: 'large', spread: true },
} as const satisfies Record<string, Caller>;

export type CallerName = keyof typeof callers;

const isCaller = (name: string): name is CallerName => Object.hasOwn(callers, name);
export const callerNames = Object.keys(callers).filter(isCaller);

/** What is started, with which document. */
export const starters = {
  'bare node:http': { program: 'bare node:http', document: 'own' },
  'prism mock': { program: 'prism mock', document: 'own' },
  'chat-mock': { program: 'chat-mock', document: 'own' },
  'large: prism mock': { program: 'prism mock', document: 'large' },
  'large: chat-mock': { program: 'chat-mock', document: 'large' },
} as const satisfies Record<string, { program: ProgramName; document: 'own' | 'large' }>;

export type StarterName = keyof typeof starters;

const isStarter = (name: string): name is StarterName => Object.hasOwn(starters, name);
export const starterNames = Object.keys(starters).filter(isStarter);

/** Milliseconds from the start of a process to its first right answer, by the clock and of the processor. */
export interface StartUp {
  wall: number;
  cpu: number;
}

export type LoadRound = ReadonlyMap<CallerName, Load>;
export type StartRound = ReadonlyMap<StarterName, StartUp>;

/** What was found. */
export interface Results {
  operations: number;
  starts: StartRound[];
  /** Milliseconds that `startMock` takes, once its module is loaded. */
  ready: number[];
  /** The rounds of each group. */
  loads: LoadRound[][];
  /** Milliseconds that the first call of each operation of the large document takes, in which the mock prepares it. */
  firstCalls: number[];
}
