import { now } from './clock.ts';
import type { Settings } from './settings.ts';

/** The hosts of a region. */
export interface Hosts {
  /** The host to call first. */
  first(): Host;
  /** The one to call when that cannot be reached; undefined when there is none. */
  other(host: Host): Host | undefined;
  /** Notes that this host was reached when the other was not, so that it goes first for a while. */
  prefer(host: Host): void;
}

export interface Host {
  readonly url: string;
  readonly isBackup: boolean;
}

/** How long the backup host goes first after the main one could not be reached, in milliseconds. */
const backupTime = 60_000;

export function createHosts({ baseUrl, backupUrl }: Settings): Hosts {
  const main: Host = { url: baseUrl, isBackup: false };
  const backup: Host | undefined = backupUrl === undefined ? undefined : { url: backupUrl, isBackup: true };
  let backupUntil = 0;
  return {
    first: () => (backup !== undefined && now() < backupUntil ? backup : main),
    other: (host) => (host === main ? backup : main),
    prefer(host) {
      backupUntil = host === backup ? now() + backupTime : 0;
    },
  };
}
