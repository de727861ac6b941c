/** The parameters of a query. One that comes twice is a list, which the document's types then refuse. */
export type Query = Readonly<Record<string, string | string[]>>;

export function parseQuery(search: string): Query {
  const query: Record<string, string | string[]> = Object.create(null);
  const parameters = new URLSearchParams(search);
  for (const key of new Set(parameters.keys())) {
    const values = parameters.getAll(key);
    query[key] = values.length === 1 ? (values[0] ?? '') : values;
  }
  return query;
}
