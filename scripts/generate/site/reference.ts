import type { Api, ApiOperation } from '../api.ts';
import {
  type BundledDocument,
  type CatalogueError,
  type Example,
  resolve,
  type Schema,
  type Source,
} from '../bundled.ts';
import { type Html, html } from './html.ts';
import { inline, markdown } from './markdown.ts';

/** The whole reference as one readable page, complete without any script. */
export function reference(api: Api, document: BundledDocument): Html {
  const introduction = document.info.description.split('<details>')[0] ?? '';
  return html`<h1>${document.info.title}</h1>
<p class="lead">${document.info.summary}. Version ${document.info.version}.</p>
<nav aria-label="On this page" class="contents"><ul>
<li><a href="#regions">Regions</a></li>
<li><a href="#credentials">Credentials and query</a></li>
${api.operations.map(({ id, operation }) => html`<li><a href="#${id}">${operation.summary}</a></li>\n`)}
</ul></nav>
${markdown(introduction)}
${regions(document)}
${credentials(document)}
${api.operations.map((operation) => operationSection(operation, document))}`;
}

function regions({ servers }: BundledDocument): Html {
  return html`<section id="regions"><h2>Regions</h2>
<p>The client takes the name in the first column as <code>region</code>.</p>
<div class="scroll"><table><thead><tr><th scope="col">Region</th><th scope="col">Place</th><th scope="col">Host</th><th scope="col">Backup host</th></tr></thead><tbody>
${servers.map((server) => {
  const source = server['x-backup-source'];
  const doubt =
    source && source.evidence !== 'documented' ? html` <em>(${source.evidence}: ${source.note ?? ''})</em>` : '';
  return html`<tr><th scope="row"><code>${server['x-region']}</code></th><td>${server.description}</td><td><code>${server.url}</code></td><td><code>${server['x-backup-url'] ?? ''}</code>${doubt}</td></tr>\n`;
})}</tbody></table></div></section>`;
}

function credentials(document: BundledDocument): Html {
  const rows = [
    ...Object.values(document.components.securitySchemes).map(({ name, description }) => ({
      name,
      description,
      rule: 'string',
    })),
    ...Object.values(document.components.parameters).map(({ name, description, schema }) => ({
      name,
      description,
      rule: ruleOf(schema),
    })),
  ];
  return html`<section id="credentials"><h2>Credentials and query</h2>
<p>Every call carries these five in its query string. The client fills them in.</p>
<div class="scroll"><table><thead><tr><th scope="col">Parameter</th><th scope="col">Rule</th><th scope="col">Meaning</th></tr></thead><tbody>
${rows.map(({ name, rule, description }) => html`<tr><th scope="row"><code>${name}</code></th><td>${rule}</td><td>${inline(description)}</td></tr>\n`)}</tbody></table></div></section>`;
}

function operationSection(
  { id, path, prose, requestSchema, operation }: ApiOperation,
  document: BundledDocument,
): Html {
  const limit = operation['x-rate-limit'];
  const idempotent = operation['x-idempotent'];
  const request = operation.requestBody.content['application/json'];
  const answer = operation.responses['200'].content['application/json'];
  const [success, failure] = resolve(document, answer.schema).oneOf ?? [];
  const example = (examples: Record<string, Example | { $ref: string }>, key: string | undefined): string => {
    const found = examples[key ?? ''];
    return found === undefined ? '' : JSON.stringify(resolve(document, found).value, null, 2);
  };
  return html`<section id="${id}"><h2>${operation.summary}</h2>
<p class="endpoint"><strong>POST</strong> <code>${path}</code></p>
${markdown(prose)}
<p>At most ${limit.calls} calls in ${limit.seconds === 1 ? 'a second' : `${limit.seconds} seconds`}. ${
    idempotent === undefined
      ? 'Not idempotent: a call whose outcome is unknown must not simply be repeated.'
      : html`Idempotent: a repeat changes nothing, and <a href="errors/${idempotent.replayCode}.html">${idempotent.replayCode}</a> means that an earlier call has done it.`
  }</p>
<h3>Request</h3>
${fields(document, requestSchema)}
<pre><code>${example(request.examples, Object.keys(request.examples)[0])}</code></pre>
<h3>Answer</h3>
<p>${inline(operation.responses['200'].description)}</p>
<h4>Success</h4>
${success === undefined ? '' : fields(document, resolve(document, success))}
<pre><code>${example(answer.examples, '0')}</code></pre>
<h4>Failure</h4>
${failure === undefined ? '' : fields(document, resolve(document, failure))}
<pre><code>${example(answer.examples, String(operation['x-errors'][0]?.code ?? ''))}</code></pre>
<h3>Error codes</h3>
${errorTable(operation['x-errors'])}
<p>The <a href="errors/index.html#common">common codes</a> can come as well.</p>
<p class="source">Sources: ${sources(operation['x-source'])}</p></section>`;
}

function errorTable(errors: CatalogueError[]): Html {
  return html`<div class="scroll"><table><thead><tr><th scope="col">Code</th><th scope="col">Meaning</th><th scope="col">What to do</th><th scope="col">Repeat</th></tr></thead><tbody>
${errors.map(
  ({ code, name, meaning, remedy, retry }) =>
    html`<tr><th scope="row"><a href="errors/${code}.html">${code}</a> <code>${name}</code></th><td>${inline(meaning)}</td><td>${inline(remedy)}</td><td>${retry}</td></tr>\n`,
)}</tbody></table></div>`;
}

/** The fields of an object, with rule and meaning. */
function fields(document: BundledDocument, schema: Schema): Html {
  const rows = Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const { $ref, ...beside } = property;
    const field = { ...($ref === undefined ? {} : resolve(document, property)), ...beside };
    const required = schema.required?.includes(name) ? 'required' : 'may be missing';
    return html`<tr><th scope="row"><code>${name}</code></th><td>${ruleOf(field)}, ${required}</td><td>${inline(field.description ?? '')}</td></tr>\n`;
  });
  return html`<div class="scroll"><table><thead><tr><th scope="col">Field</th><th scope="col">Rule</th><th scope="col">Meaning</th></tr></thead><tbody>
${rows}</tbody></table></div>`;
}

function ruleOf({ type, const: constant, not, minimum, maximum, maxLength, pattern }: Schema): Html {
  return html`${type ?? 'any'}${constant === undefined ? '' : html`, always <code>${String(constant)}</code>`}${
    not === undefined ? '' : html`, not <code>${String(not.const)}</code>`
  }${minimum === undefined ? '' : `, from ${minimum}`}${maximum === undefined ? '' : ` to ${maximum}`}${
    maxLength === undefined ? '' : `, at most ${maxLength} characters`
  }${pattern === undefined ? '' : html`, <code>${pattern}</code>`}`;
}

export function sources(list: Source | Source[]): Html {
  const all = Array.isArray(list) ? list : [list];
  return html`${all.map(
    ({ page, url, date, evidence, covers, note }, index) =>
      html`${index > 0 ? '; ' : ''}<a href="${url ?? vendorPage(page ?? '')}">${page ?? url ?? ''}</a> (${date}, ${evidence}${covers ? `: ${covers}` : ''}${note ? `: ${note}` : ''})`,
  )}`;
}

/** Document numbers beginning with 269 are those of the Chinese site. */
function vendorPage(page: string): string {
  return page.startsWith('269/')
    ? `https://cloud.tencent.com/document/product/${page}`
    : `https://www.tencentcloud.com/document/product/${page}`;
}
