import { createHash } from 'node:crypto';

/** Files whose names carry a hash of their content, so that a browser may keep them. */
export interface AssetFiles {
  /** Returns the name, relative to the folder of the site. */
  add(name: string, extension: string, content: string | Uint8Array): string;
}

export function createAssets(files: Map<string, string | Uint8Array>): AssetFiles {
  return {
    add(name, extension, content) {
      const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
      const file = `assets/${name}.${hash}.${extension}`;
      files.set(file, content);
      return file;
    },
  };
}
