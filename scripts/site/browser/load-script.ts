const loading = new Map<string, Promise<void>>();

/**
 * Loads a script of the site, once. A page from a folder may load scripts, but fetch nothing.
 *
 * @throws Error when it cannot be loaded; asked for again, it is tried again.
 */
export function loadScript(src: string): Promise<void> {
  const known = loading.get(src);
  if (known !== undefined) return known;
  const script = document.createElement('script');
  script.src = src;
  const loaded = new Promise<void>((resolve, reject) => {
    script.onload = () => resolve();
    script.onerror = () => {
      loading.delete(src);
      script.remove();
      reject(new Error(src));
    };
  });
  loading.set(src, loaded);
  document.head.append(script);
  return loaded;
}
