import { follow, isObject, type JsonObject } from '../../spec/document.ts';

/** The kinds of components that may have lost their last user when a response was copied into its operation. */
const copied = ['responses', 'schemas'];

/** Takes those components out that nothing refers to, directly or by way of other components. Walks each part once. */
export function dropUnused(root: JsonObject, kinds: readonly string[] = copied): void {
  const { components, ...rest } = root;
  if (!isObject(components)) return;
  const others = Object.entries(components).filter(([kind]) => !kinds.includes(kind));
  const followed = new Set<string>();
  const used = new Set<string>();
  const open: unknown[] = [rest, Object.fromEntries(others)];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (typeof node !== 'object' || node === null) continue;
    if ('$ref' in node && typeof node.$ref === 'string' && !followed.has(node.$ref)) {
      followed.add(node.$ref);
      // A pointer may lead into a component, too.
      used.add(node.$ref.split('/', 4).join('/'));
      open.push(follow(root, node.$ref));
    }
    open.push(...Object.values(node).filter((value) => value !== undefined));
  }
  for (const kind of kinds) {
    const named = components[kind];
    if (!isObject(named)) continue;
    for (const name of Object.keys(named)) {
      if (!used.has(`#/components/${kind}/${name}`)) delete named[name];
    }
    if (Object.keys(named).length === 0) delete components[kind];
  }
}
