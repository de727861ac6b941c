import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The notice that a copy of a package has to carry, as Markdown. @throws Error for one whose licence is not known. */
export async function noticeOf(folder: string): Promise<string> {
  const { name, version, license, licenses, author } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|copying|notice|copyright)/i.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  const kind: unknown = license ?? licenses?.map(({ type }: { type: string }) => type).join(' or ');
  if (texts.length === 0) {
    // Some packages name their licence and leave its text out.
    const holder = typeof author === 'string' ? author : author?.name;
    if (kind !== 'MIT' || holder === undefined) throw new Error(`${name} has no licence that can be copied.`);
    texts.push(mit(holder));
  }
  const indented = texts.map((text) =>
    text
      .trim()
      .replaceAll('\r\n', '\n')
      .replace(/^(?=.)/gm, '    '),
  );
  return `## ${name} ${version}\n\n${kind}\n\n${indented.join('\n\n')}\n`;
}

const mit = (holder: string): string => `MIT License

Copyright (c) ${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation
files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy,
modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the
Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE,
ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;
