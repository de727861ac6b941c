import { turbo } from './turbo.ts';

process.exitCode = await turbo('build', 'site');
