const key = 'chat-openapi-theme';

export type Theme = 'light' | 'dark';

// Storage may be forbidden, and then nothing is remembered.

export function storedTheme(): Theme | undefined {
  try {
    const stored = localStorage.getItem(key);
    return stored === 'light' || stored === 'dark' ? stored : undefined;
  } catch {
    return undefined;
  }
}

/** @param theme Undefined follows the system again. */
export function storeTheme(theme: Theme | undefined): void {
  try {
    if (theme === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, theme);
  } catch {
    return;
  }
}
