import { isObject } from '../../document.ts';
import type { Rule } from '../redocly.ts';
import { listSamples, sampleFiles } from '../samples.ts';

/** A sample that belongs to no operation is shown nowhere, most often because its folder is misspelt. */
export const codeSamples: Rule = () => {
  const operations = new Set<unknown>();
  return {
    Operation(operation) {
      if (isObject(operation)) operations.add(operation.operationId);
    },
    Root: {
      leave(_root, context) {
        const report = (message: string): void =>
          context.report({ message, location: context.location.child('paths').key() });
        for (const [folder, files] of listSamples()) {
          if (!operations.has(folder)) {
            report(
              `spec/samples/${folder} is named like no operation. Rename it to the operationId that it shows, or remove it. Known: ${[...operations].join(', ')}.`,
            );
          }
          for (const file of files.filter((name) => !sampleFiles.includes(name))) {
            report(
              `spec/samples/${folder}/${file} is no kind of sample. Name it ${sampleFiles.join(', ')}, or add its kind to spec/plugin/samples.ts.`,
            );
          }
        }
      },
    },
  };
};
