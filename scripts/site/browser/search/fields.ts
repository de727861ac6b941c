/** A field of a body, by its name and by what it is linked by. */
export interface NamedField {
  name: string;
  id: string;
}

/** Reads the list of an entry: see `Entry`. */
export function fieldsOf(list: string): NamedField[] {
  const path: string[] = [];
  return list.split(' ').flatMap((item) => {
    const name = item.replace(/^\.+/, '');
    if (name === '') return [];
    path.splice(item.length - name.length);
    path.push(name);
    // What is above all is the body itself.
    return path.length < 2 ? [] : [{ name, id: path.join('.') }];
  });
}

/** The names alone, without the bodies that they stand in; one may come several times. */
export const namesOfFields = (list: string): string[] =>
  list.split(' ').flatMap((item) => (item.startsWith('.') ? [item.replace(/^\.+/, '')] : []));

/** Writes what `fieldsOf` reads. */
export function listFields(ids: readonly string[]): string {
  const path: string[] = [];
  return ids
    .map((id) => {
      while (path.length > 0 && !id.startsWith(`${path.at(-1)}.`)) path.pop();
      const parent = path.at(-1);
      const name = parent === undefined ? id : id.slice(parent.length + 1);
      const depth = path.length;
      path.push(id);
      return '.'.repeat(depth) + name;
    })
    .join(' ');
}
