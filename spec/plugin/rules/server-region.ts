import { isObject } from '../../document.ts';
import type { Location, Rule } from '../redocly.ts';

/** Each server is one region, named once, with a plain HTTPS origin. */
export const serverRegion: Rule = () => {
  const regions = new Map<string, Location>();
  return {
    Server(server, context) {
      if (!isObject(server)) return;
      const region = server['x-region'];
      if (typeof region !== 'string' || !/^[a-z][a-zA-Z]*$/.test(region)) {
        context.report({
          message:
            'The server has no `x-region` in camelCase. Add one, such as siliconValley; the client takes it as `region`.',
          location: 'x-region' in server ? context.location.child('x-region') : context.location,
        });
      } else {
        const first = regions.get(region);
        const location = context.location.child('x-region');
        if (first) {
          context.report({
            message: `The region ${region} stands twice. Keep one server for it.`,
            location: [location, first],
          });
        }
        regions.set(region, location);
      }
      for (const key of ['url', 'x-backup-url']) {
        if (key in server && !/^https:\/\/[a-z0-9.-]+$/.test(String(server[key]))) {
          context.report({
            message: `\`${key}\` is "${server[key]}". Write https:// and the host, without path or slash at the end.`,
            location: context.location.child(key),
          });
        }
      }
      if ('x-backup-url' in server && !('x-backup-source' in server)) {
        context.report({
          message: 'The backup host has no `x-backup-source`. Say how well it is known.',
          location: context.location.child('x-backup-url').key(),
        });
      }
    },
  };
};
