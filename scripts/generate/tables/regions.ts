import type { Api } from '../api.ts';
import { literal } from './source-text.ts';

/** `regions.ts`: the hosts of each region. */
export function regions({ servers }: Api): string {
  const entries = servers.map((server) => {
    const backup = server['x-backup-url'];
    return `  ${server['x-region']}: { url: ${literal(server.url)}${backup ? `, backupUrl: ${literal(backup)}` : ''} },`;
  });
  return `/** The hosts of each region. The backup host is for the time when the main one cannot be reached. */
export const regions = {
${entries.join('\n')}
} as const satisfies Record<string, { url: string; backupUrl?: string }>;

export type Region = keyof typeof regions;
`;
}
