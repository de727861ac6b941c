/** The fields of an object as a list that unfolds, each with an id by its path. */
import { countOf, type Field, type FieldList, type Inner, innerTitle, type Kind } from '../model/fields.ts';
import { code, type Inline, joined } from '../model/inline.ts';
import { type Html, html, raw } from './html.ts';
import type { HtmlWriter } from './inline.ts';
import { withBreaks } from './markdown.ts';

/** Objects with fewer fields are open from the start. */
const fewFields = 4;

/** Characters of what is said of a form on its own line, with the marks of its language. */
const longestLabel = 64;

/** @param id What the list itself is linked by. It stands inside of what is folded, so that a link opens it. */
export function fieldList(writer: HtmlWriter, { fields, kinds }: FieldList, id?: string): Html {
  const place = raw(id === undefined ? '' : html` id="${id}"`.markup);
  const list = html`<ul class="fields"${kinds.length > 0 && fields.length === 0 ? '' : place}>
${fields.map((field) => fieldItem(writer, field))}</ul>`;
  if (kinds.length === 0) return list;
  const stack = html`<div class="kinds">${kinds.map((kind, index) => kindDetails(writer, kind, index === 0 && kinds.length === 2))}</div>`;
  return fields.length > 0 ? html`${list}${stack}` : html`<div${place}>${stack}</div>`;
}

function fieldItem(writer: HtmlWriter, field: Field): Html {
  const { inline, view } = writer;
  const { id, name, type, isRequired, text, rules, doubts, publicReason, inner } = field;
  const label = name === '*' ? html`${view.label('field.anyName')}` : html`<code>${raw(withBreaks(name))}</code>`;
  const notes: Inline[] = [
    ...(rules.length === 0 ? [] : [joined(rules, view.label('join.items'))]),
    ...(publicReason === undefined
      ? []
      : [view.t('field.public', { reason: { kind: 'language', tag: 'en', text: publicReason } })]),
  ];
  return html`<li id="${id}"><p class="name"><a href="#${id}">${label}</a> <span class="type">${inline(type)}</span>${isRequired ? html` <b>${view.label('field.required')}</b>` : ''}${doubts.map((kind) => html` ${inline({ kind: 'badge', name: kind, text: view.t(`evidence.${kind}`) })}`)}</p>
${paragraph('', inline(text))}${paragraph('rule', inline(joined(notes, view.label('join.notes'))))}${inner === undefined ? '' : innerDetails(writer, inner)}</li>
`;
}

const paragraph = (name: string, content: Html): Html =>
  content.markup.replace(/<[^>]*>/g, '').trim() === ''
    ? raw('')
    : html`<p${raw(name === '' ? '' : ` class="${name}"`)}>${content}</p>\n`;

function innerDetails(writer: HtmlWriter, inner: Inner): Html {
  const { view, inline } = writer;
  const { sameAs } = inner;
  if (sameAs !== undefined) {
    const place: Inline = { kind: 'link', to: `#${sameAs}`, text: code(sameAs) };
    return html`<p class="rule">${inline(view.t('field.same', { place }))}</p>`;
  }
  // A stack of forms is folded already.
  if (inner.fields.length === 0 && inner.kinds.length > 1) return fieldList(writer, inner);
  const open = raw(countOf(inner) < fewFields ? ' open' : '');
  return html`<details class="nested"${open}><summary><span>${inline(innerTitle(view, inner))}</span></summary>${fieldList(writer, inner)}</details>`;
}

function kindDetails(writer: HtmlWriter, kind: Kind, isOpen: boolean): Html {
  const { view, inline } = writer;
  const { id, name, text } = kind;
  const isUnion = kind.fields.length === 0 && kind.kinds.length > 1;
  const count = view.label(isUnion ? 'field.kindsOnly' : 'field.countOnly', { count: countOf(kind) });
  const said = inline(text);
  // A few words tell the forms apart while they are folded.
  const isLabel = said.markup.length > 0 && said.markup.length <= longestLabel && !said.markup.includes('<a ');
  const label = isLabel ? html`<small>${said}</small> ` : '';
  const about = isLabel || said.markup === '' ? '' : html`<p>${said}</p>\n`;
  return html`<details${raw(isOpen ? ' open' : '')}><summary><code>${raw(withBreaks(name))}</code> ${label}<span>${count}</span></summary><div id="${id}">${about}${fieldList(writer, kind)}</div></details>`;
}
