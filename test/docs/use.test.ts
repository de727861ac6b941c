import { useSite } from './visit.ts';

// One browser serves them all.
useSite();
await import('./suites/trying.ts');
await import('./suites/languages.ts');
await import('./suites/access.ts');
await import('./suites/looks.ts');
await import('./suites/comforts.ts');
await import('./suites/journeys.ts');
