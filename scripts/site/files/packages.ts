/** The READMEs of the packages, as pages of the site. */
import { readdir, readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import { inRoot } from '../../paths.ts';

export interface PackageText {
  /** The name of its page, such as `client`. */
  slug: string;
  /** `@chat-openapi/client`. */
  name: string;
  /** What the package says of itself in one line. */
  description: string;
  /** Markdown without the title, with links that lead to pages of the site or to the repository. */
  text: string;
}

/** Where each README stands in the repository, with the name of its page. */
async function listReadmes(): Promise<[folder: string, slug: string][]> {
  const folders = (await readdir(inRoot('packages'), { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map(({ name }): [string, string] => [`packages/${name}`, name])
    .sort();
  return [...folders, ['generated', 'openapi']];
}

/** @param guides The names of the guides, each with its file. */
export async function readPackages(guides: ReadonlyMap<string, string>): Promise<PackageText[]> {
  const readmes = await listReadmes();
  const pages = new Map([
    ...readmes.map(([folder, slug]): [string, string] => [`${folder}/README.md`, `packages/${slug}.html`]),
    ...[...guides].map(([file, slug]): [string, string] => [file, `guides/${slug}.html`]),
  ]);
  return Promise.all(
    readmes.map(async ([folder, slug]) => {
      const [readme, manifest] = await Promise.all(
        ['README.md', 'package.json'].map((file) => readFile(inRoot(...folder.split('/'), file), 'utf8')),
      );
      const { name, description, repository } = JSON.parse(manifest ?? '{}');
      const address = String(repository?.url ?? '').replace(/^git\+|\.git$/g, '');
      const [, text = ''] = /^# .+\n+([\s\S]*)$/.exec(readme ?? '') ?? [];
      return {
        slug,
        name: String(name),
        description: String(description),
        text: leadLinks(withoutComments(text), (target) => leadLink(target, folder, pages, address)),
      };
    }),
  );
}

/** Leaves comments away, which a page would show, and keeps what looks like one in code. */
const withoutComments = (markdown: string): string =>
  markdown.replace(/(^```[\s\S]*?^```|`[^`\n]*`)|<!--[\s\S]*?-->\n?/gm, (_, code: string | undefined) => code ?? '');

/** Changes the targets of links, and nothing that looks like one in code. */
function leadLinks(markdown: string, lead: (target: string) => string): string {
  return markdown.replace(
    /(^```[\s\S]*?^```|`[^`\n]*`)|\]\(([^)\s]+)\)/gm,
    (found, code: string | undefined, target: string) => (code === undefined ? `](${lead(target)})` : found),
  );
}

function leadLink(target: string, folder: string, pages: ReadonlyMap<string, string>, address: string): string {
  if (/^(?:[a-z]+:|#)/.test(target)) return target;
  const [path = '', anchor] = target.split('#');
  const file = posix.join(folder, path);
  const page = pages.get(file);
  return page === undefined ? `${address}/blob/main/${file}` : `${page}${anchor === undefined ? '' : `#${anchor}`}`;
}
