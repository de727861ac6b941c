/** SQLite of Node, without the warning that Node 22 prints when it is loaded. */

/** The journal is a file of our own, and nothing else uses it: what may still change in `node:sqlite` is held by tests. */
export async function loadSqlite(): Promise<typeof import('node:sqlite')> {
  const { emitWarning } = process;
  process.emitWarning = (...given: unknown[]) => {
    const [warning, name] = given;
    const isOurs = name === 'ExperimentalWarning' && String(warning).startsWith('SQLite ');
    if (!isOurs) Reflect.apply(emitWarning, process, given);
  };
  try {
    return await import('node:sqlite');
  } finally {
    process.emitWarning = emitWarning;
  }
}
