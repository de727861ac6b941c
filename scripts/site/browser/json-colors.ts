/** JSON as text with its parts in elements, in the colors that blocks of code have. */
export function coloredJson(json: string): (string | HTMLElement)[] {
  const parts = json.split(/("(?:[^"\\]|\\.)*"(?:\s*:)?|\b(?:true|false|null)\b|-?\d[\d.eE+-]*)/);
  return parts.map((part, index) => {
    if (index % 2 === 0) return part;
    const span = document.createElement('span');
    span.className = `hljs-${classOf(part)}`;
    span.textContent = part;
    return span;
  });
}

function classOf(part: string): string {
  if (part.startsWith('"')) return part.endsWith(':') ? 'attr' : 'string';
  return /^[tfn]/.test(part) ? 'literal' : 'number';
}
