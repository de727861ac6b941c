import { useSite } from './visit.ts';

// One browser serves them all.
useSite();
await import('./suites/reading.ts');
await import('./suites/network.ts');
await import('./suites/search.ts');
await import('./suites/catalogue.ts');
await import('./suites/leading-on.ts');
