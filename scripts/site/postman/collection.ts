/** Makes the Postman collection, which signs its calls by itself, and the environment that it reads. */
import { fileURLToPath } from 'node:url';
import { type BundledDocument, type Parameter, resolve } from '../../../spec/document.ts';
import type { Api, ApiOperation } from '../../generate/api.ts';
import { bundleScript } from '../files/scripts.ts';

const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';
const pathOf = (name: string): string => fileURLToPath(new URL(`./${name}`, import.meta.url));

/** What the pre-request script sets for each request, by the name of the parameter. */
const setByScript: Readonly<Record<string, string>> = {
  sdkappid: '{{chatSdkAppId}}',
  identifier: '{{chatIdentifier}}',
  usersig: '{{chatUserSig}}',
  random: '{{chatRandom}}',
};

const testScript = `// The status is always 200. ErrorCode alone decides.
pm.test('ErrorCode is 0', function () {
  const answer = pm.response.json();
  pm.expect(answer.ErrorCode, answer.ErrorInfo).to.equal(0);
});`;

/** The collection and its environment, by the names of their files. */
export async function postmanFiles(document: BundledDocument, api: Api): Promise<Map<string, string>> {
  const collection = {
    info: { name: document.info.title, description: describe(document), schema },
    event: [event('prerequest', await preRequestScript(api)), event('test', testScript)],
    item: api.tags.map(({ name, description, operations }) => ({
      name,
      description,
      item: operations.map((operation) => itemOf(document, operation)),
    })),
  };
  return new Map([
    ['chat-openapi.postman_collection.json', asText(collection)],
    ['chat-openapi.postman_environment.json', asText(environment)],
  ]);
}

const asText = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

const event = (listen: string, script: string): object => ({
  listen,
  script: { type: 'text/javascript', exec: script.trimEnd().split('\n') },
});

async function preRequestScript({ servers }: Api): Promise<string> {
  const platform = pathOf('platform.ts');
  const regions = Object.fromEntries(servers.map((server) => [server['x-region'], server.url]));
  const code = await bundleScript(pathOf('pre-request.ts'), {
    minify: false,
    define: { chatRegions: JSON.stringify(regions) },
    inject: { TextEncoder: [platform, 'Utf8Encoder'], btoa: [platform, 'encodeBase64'] },
  });
  return `// Signs the call with the key that stands in the environment as CHAT_SECRET_KEY; it is sent nowhere.
const cryptoJs = require('crypto-js');
${code}`;
}

/** What the environment has to say: a mock on this machine, until the region of the app takes the place of its address. */
const environment = {
  name: 'chat-openapi',
  values: [
    { key: 'CHAT_BASE_URL', value: 'http://127.0.0.1:4010', type: 'default', enabled: true },
    { key: 'CHAT_REGION', value: '', type: 'default', enabled: true },
    { key: 'CHAT_SDK_APP_ID', value: '1400000000', type: 'default', enabled: true },
    { key: 'CHAT_IDENTIFIER', value: 'administrator', type: 'default', enabled: true },
    { key: 'CHAT_SECRET_KEY', value: '', type: 'secret', enabled: true },
    { key: 'CHAT_USER_SIG', value: '', type: 'secret', enabled: true },
  ],
  _postman_variable_scope: 'environment',
};

const describe = ({
  info,
  externalDocs,
  'x-generated': banner,
}: BundledDocument): string => `${info.summary}. Unofficial.

Each request signs itself. It reads the environment: \`CHAT_SDK_APP_ID\`, \`CHAT_IDENTIFIER\`, \`CHAT_SECRET_KEY\` (or a ready
signature in \`CHAT_USER_SIG\`), and \`CHAT_REGION\`, in whose place \`CHAT_BASE_URL\` names another address, such as that of a mock.
Keep the key in a variable of the type secret, and its value on this machine alone.

HTTP 200 is not success: a test after each request looks whether \`ErrorCode\` is 0.

${externalDocs.url}guides/other-tools.html tells more.

${banner}
`;

function itemOf(document: BundledDocument, { path, operation }: ApiOperation): object {
  const { summary, description, requestBody, responses } = operation;
  const [example] = Object.values(requestBody.content['application/json'].examples);
  const { '0': success } = responses['200'].content['application/json'].examples;
  const request = {
    method: 'POST',
    description,
    header: [{ key: 'Content-Type', value: 'application/json' }],
    body: {
      mode: 'raw',
      raw: JSON.stringify(example === undefined ? {} : resolve(document, example).value, null, 2),
      options: { raw: { language: 'json' } },
    },
    url: urlOf(
      document,
      path,
      operation.parameters.map((parameter) => resolve(document, parameter)),
    ),
  };
  const response = success === undefined ? [] : [answerOf(request, resolve(document, success))];
  return { name: summary, request, response };
}

function urlOf({ components }: BundledDocument, path: string, parameters: Parameter[]): object {
  const credentials = Object.values(components.securitySchemes).map(({ name, description }) => ({
    key: name,
    value: setByScript[name] ?? '',
    description,
  }));
  const others = parameters.map(({ name, schema: { const: only }, example, description }) => ({
    key: name,
    value: setByScript[name] ?? String(only ?? example ?? ''),
    description,
  }));
  const query = [...credentials, ...others];
  const text = query.map(({ key, value }) => `${key}=${value}`).join('&');
  return { raw: `{{chatUrl}}${path}?${text}`, host: ['{{chatUrl}}'], path: path.slice(1).split('/'), query };
}

const answerOf = (originalRequest: object, { summary, value }: { summary: string; value: unknown }): object => ({
  name: summary,
  originalRequest,
  status: 'OK',
  code: 200,
  _postman_previewlanguage: 'json',
  header: [{ key: 'Content-Type', value: 'application/json' }],
  body: JSON.stringify(value, null, 2),
});
