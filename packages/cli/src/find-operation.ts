import { nearest, UsageError } from '@chat-openapi/contract/command-line';
import { isOperationId, type OperationId, operationIds, operations } from '@chat-openapi/openapi';

/** Whoever comes from a page of the vendor knows the command of the URL. */
const commandOf = (id: OperationId): string => operations[id].path.split('/').at(-1) ?? '';

/** @throws UsageError that names the nearest operation. */
export function findOperation(name: string): OperationId {
  if (isOperationId(name)) return name;
  const byName = new Map(operationIds.flatMap((id) => [[id, id] as const, [commandOf(id), id] as const]));
  const meant = byName.get(nearest(name, byName.keys()) ?? '');
  if (name.trim() === '') throw new UsageError('Name an operation. See chat-openapi operations.');
  const what = name.length > 40 ? `a name of ${name.length} characters` : name;
  const hint = meant === undefined ? 'See chat-openapi operations.' : `Did you mean ${meant}?`;
  throw new UsageError(`${what} is no operation. ${hint}`);
}
