import type { OperationId } from '@chat-openapi/openapi';
import type { Content } from './decide.ts';
import { type Envelope, exampleOf, type MockDocument, type MockOperation } from './operations.ts';
import type { RenderExample } from './prism.ts';
import type { Refusal } from './refusal.ts';

/** Writes the answer of an operation. */
export type Render = (content: Content, operation: MockOperation) => Promise<Envelope> | Envelope;

export function createRender(document: MockDocument): Render {
  const byPrism = new Map<OperationId, Promise<RenderExample>>();
  return (content, operation) => {
    switch (content.kind) {
      case 'refusal':
        return renderRefusal(document, content.refusal, operation);
      case 'data':
        return { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0, ...content.data };
      case 'example':
        return renderExample(document, byPrism, content.code, operation);
    }
  };
}

/** Says the same as Prism would, without loading it. */
export function renderRefusal(
  document: MockDocument,
  { code, info }: Refusal,
  operation: MockOperation | undefined,
): Envelope {
  const example = exampleOf(document, operation, code) ?? { ActionStatus: 'FAIL', ErrorInfo: '', ErrorCode: code };
  return info === undefined ? example : { ...example, ErrorInfo: info };
}

async function renderExample(
  document: MockDocument,
  byPrism: Map<OperationId, Promise<RenderExample>>,
  code: number,
  operation: MockOperation,
): Promise<Envelope> {
  let prepared = byPrism.get(operation.id);
  if (prepared === undefined) {
    // A tenth of a second and 25 MB, five times that from the sources, which most tests never need.
    prepared = import('./prism.ts').then(({ prepareOperation }) => prepareOperation(document, operation));
    byPrism.set(operation.id, prepared);
  }
  return (await prepared)(code);
}
