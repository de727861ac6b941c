import { isObject } from '../../document.ts';
import type { Rule } from '../redocly.ts';
import { listSamples, sampleFiles } from '../sample-files.ts';

/** The name that has the most letters in common with another, from the start. */
function nearest(name: string, known: ReadonlySet<unknown>): string {
  const shared = (other: string): number => {
    let length = 0;
    while (length < name.length && name[length] === other[length]) length += 1;
    return length;
  };
  const [first = '(there is none)'] = [...known].map(String).toSorted((a, b) => shared(b) - shared(a));
  return first;
}

/** A sample that belongs to no operation is shown nowhere, most often because its folder is misspelt. */
export const codeSamples: Rule = () => {
  const operations = new Set<unknown>();
  return {
    Paths: {
      Operation(operation) {
        if (isObject(operation)) operations.add(operation.operationId);
      },
    },
    Root: {
      leave(_root, context) {
        const report = (message: string): void =>
          context.report({ message, location: context.location.child('paths').key() });
        for (const [folder, files] of listSamples()) {
          if (!operations.has(folder)) {
            report(
              `spec/samples/${folder} is named like no operation. Rename it to the operationId that it shows, such as ${nearest(folder, operations)}, or remove it.`,
            );
          }
          for (const file of files.filter((name) => !sampleFiles.includes(name))) {
            report(
              `spec/samples/${folder}/${file} is no kind of sample. Name it ${sampleFiles.join(', ')}, or add its kind to spec/plugin/sample-files.ts.`,
            );
          }
        }
      },
    },
  };
};
