/** Whether hosts can be reached, and what time they have. */
import type { Check } from './check.ts';

export interface Host {
  readonly name: string;
  readonly url: string;
}

export interface Reached {
  readonly host: Host;
  /** Why it was not reached; undefined when something has answered. */
  readonly code?: string;
  /** Seconds by which this machine is ahead of the host's clock. */
  readonly ahead?: number;
}

/** Milliseconds for a host to answer. */
const patience = 3000;

/** Asks all hosts at once, each for the head of its first page: DNS, TLS and an answer. */
export const reachAll = (hosts: readonly Host[]): Promise<Reached[]> => Promise.all(hosts.map(reach));

async function reach(host: Host): Promise<Reached> {
  const sent = Date.now();
  try {
    const signal = AbortSignal.timeout(patience);
    const { headers } = await fetch(host.url, { method: 'HEAD', redirect: 'manual', signal });
    const date = Date.parse(headers.get('date') ?? '');
    // The header has whole seconds, cut off.
    return Number.isNaN(date) ? { host } : { host, ahead: ((sent + Date.now()) / 2 - date) / 1000 - 0.5 };
  } catch (error) {
    return { host, code: codeOf(error) };
  }
}

function codeOf(error: unknown): string {
  const { name, cause } = Object(error);
  const { code } = Object(cause);
  if (typeof code === 'string') return code;
  return name === 'TimeoutError' ? `no answer in ${patience / 1000} s` : 'no connection';
}

export function toCheck({ host, code }: Reached): Check {
  const name = `Host of ${host.name}`;
  const place = new URL(host.url).host;
  if (code === undefined) return { name, state: 'ok', text: `${place} answers` };
  return { name, state: 'wrong', text: `${place} cannot be reached (${code})`, remedy: remedyOf(code, place) };
}

function remedyOf(code: string, place: string): string {
  if (/^(ENOTFOUND|EAI_)/.test(code)) return `Let the DNS of this machine resolve ${place}.`;
  if (/CERT|TLS|SSL|SELF_SIGNED|ALTNAME/.test(code)) {
    return 'Something between here and the host shows another certificate, or the clock is wrong. Let the connection through as it is.';
  }
  if (code === 'ECONNREFUSED') return `Nothing listens there, or a firewall refuses. Check the address and the port.`;
  return `Let this machine connect to ${place}. A firewall or a proxy is most likely.`;
}

/** Seconds that a clock may be wrong. */
const tolerance = 60;

/** By the middle one of all hosts: one of them may be wrong itself. */
export function checkClock(reached: readonly Reached[]): Check {
  const name = 'Clock';
  const all = reached.flatMap(({ ahead }) => (ahead === undefined ? [] : [ahead])).sort((a, b) => a - b);
  const ahead = all[Math.floor(all.length / 2)];
  if (ahead === undefined) return { name, state: 'unknown', text: 'no host has told its time' };
  if (Math.abs(ahead) <= tolerance) return { name, state: 'ok', text: `within ${tolerance} s of the hosts` };
  return {
    name,
    state: 'wrong',
    text: `${Math.round(Math.abs(ahead))} s ${ahead > 0 ? 'ahead of' : 'behind'} the hosts`,
    remedy: 'Set the clock of this machine, best by NTP. A signature holds from the time of the machine that makes it.',
    inferred: 'how far a clock may be wrong is not documented',
  };
}
