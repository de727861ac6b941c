/** The settings that may change while the mock runs. */
import { checkOptions, type Settings } from './settings.ts';

/** How the mock treats its calls from now on; what the options of the same names mean. */
export interface MockSettings {
  latency: number | readonly [min: number, max: number];
  failRate: number;
  strict: boolean;
  rateLimit: number | boolean;
}

const names = ['latency', 'failRate', 'strict', 'rateLimit'] as const;

/** Those of the settings that may change, as they are now. */
export function changeable({ latency, failRate, strict, rateLimit }: Settings): MockSettings {
  return { latency, failRate, strict, rateLimit };
}

/**
 * Changes settings in place, all or none of them.
 *
 * @throws RangeError for what cannot be changed, or not to this.
 */
export function changeSettings(settings: Settings, changes: Partial<MockSettings>): void {
  for (const name of Object.keys(changes)) {
    if (names.every((known) => known !== name)) {
      throw new RangeError(`${name.slice(0, 100)} cannot be changed while the mock runs. ${names.join(', ')} can.`);
    }
  }
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const { latency, failRate, strict, rateLimit } = checkOptions({ ...changeable(settings), ...given });
  Object.assign(settings, { latency, failRate, strict, rateLimit });
}
