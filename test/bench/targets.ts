/** What a bench is to show, and whether it has. */
export interface Target {
  isReached: boolean;
  text: string;
}

export const describeTargets = (targets: readonly Target[]): string[] => [
  'Targets:',
  ...targets.map(({ isReached, text }) => `  ${isReached ? 'reached' : 'MISSED '}  ${text}`),
];
