/** The bundled document with an operation whose body has everything that a schema can have, as deep as it comes. */
import { readFile } from 'node:fs/promises';
import { inRoot } from '../../scripts/paths.ts';
import type { BundledDocument, Schema } from '../../spec/document.ts';

const text = (description: string, more: Schema = {}): Schema => ({ type: 'string', description, ...more });
const number = (description: string, more: Schema = {}): Schema => ({ type: 'integer', description, ...more });
const object = (properties: Record<string, Schema>, required: string[] = []): Schema => ({
  type: 'object',
  properties,
  ...(required.length === 0 ? {} : { required }),
});

const picture = object(
  {
    Type: number('1 is the original, 2 the large one, 3 the thumbnail.', { enum: [1, 2, 3] }),
    Size: number('In bytes.', { minimum: 0 }),
    Width: number('In pixels.'),
    Height: number('In pixels.'),
    URL: text('Where it can be fetched.', { format: 'uri', maxLength: 1000 }),
  },
  ['Type', 'URL'],
);

/** What each kind of element holds, besides its kind. */
const contents: Record<string, Record<string, Schema>> = {
  TIMTextElem: { Text: text('What is said. An `emoji` counts as several bytes.', { maxLength: 8000 }) },
  TIMLocationElem: {
    Desc: text('A name.'),
    Latitude: { type: 'number', description: 'North.' },
    Longitude: { type: 'number' },
  },
  TIMFaceElem: { Index: number('Which face.'), Data: text('More of it.') },
  TIMCustomElem: {
    Data: text('Anything.'),
    Desc: text('For the notice.'),
    Ext: text('For the app.'),
    Sound: text('A file.'),
  },
  TIMSoundElem: {
    Url: text('Where.'),
    UUID: text('Which.'),
    Size: number('Bytes.'),
    Second: number('How long.'),
    Download_Flag: number('Always 2.', { const: 2 }),
  },
  TIMImageElem: {
    UUID: text('Unique in the world, usually the MD5 of the file.'),
    ImageFormat: number('1 is JPG, 2 GIF, 3 PNG, 4 BMP, 255 anything else.', { enum: [1, 2, 3, 4, 255] }),
    ImageInfoArray: {
      type: 'array',
      description: 'The same picture in three sizes.',
      minItems: 3,
      maxItems: 3,
      items: { $ref: '#/components/schemas/DeepPicture' },
    },
  },
  TIMFileElem: {
    Url: text('Where.'),
    UUID: text('Which.'),
    FileSize: number('Bytes.'),
    FileName: text('Its name.'),
    Download_Flag: number('2.'),
  },
  TIMVideoFileElem: {
    VideoUrl: text('Where.'),
    VideoSecond: number('How long.'),
    Thumb: { $ref: '#/components/schemas/DeepPicture', description: 'What is shown before it runs.' },
  },
  TIMRelayElem: {
    Title: text('Above the messages.'),
    MsgList: {
      type: 'array',
      description: 'Messages that are passed on.',
      items: { $ref: '#/components/schemas/DeepMessage' },
    },
  },
};

const schemas: Record<string, Schema> = {
  DeepPicture: picture,
  DeepElement: {
    oneOf: Object.keys(contents).map((kind) => ({ $ref: `#/components/schemas/Deep${kind}` })),
    discriminator: { propertyName: 'MsgType' },
  },
  DeepMessage: object(
    {
      MsgSeq: number('A number of its own.'),
      MsgBody: {
        type: 'array',
        description: 'Its elements, in the order in which they are shown.',
        minItems: 1,
        items: { $ref: '#/components/schemas/DeepElement' },
      },
      // A message that holds messages.
      Quoted: { $ref: '#/components/schemas/DeepMessage', description: 'What it answers.' },
    },
    ['MsgBody'],
  ),
  ...Object.fromEntries(
    Object.entries(contents).map(([kind, fields]) => [
      `Deep${kind}`,
      {
        title: `Deep${kind}`,
        description: `An element of the kind ${kind}.`,
        ...object(
          {
            MsgType: { type: 'string', const: kind, description: 'Its kind.' },
            MsgContent: { ...object(fields, Object.keys(fields).slice(0, 1)), description: 'What it holds.' },
          },
          ['MsgType', 'MsgContent'],
        ),
      },
    ]),
  ),
  DeepRequest: {
    title: 'DeepRequest',
    allOf: [
      { $ref: '#/components/schemas/DeepMessage' },
      object({
        To_Account: { type: 'array', description: 'Who gets it.', maxItems: 500, items: { type: 'string' } },
        Matrix: {
          type: 'array',
          description: 'Lists of lists.',
          items: {
            type: 'array',
            items: object({ Cell_Of_A_Very_Long_Name_Indeed_That_Has_To_Break: number('One.') }),
          },
        },
        Attributes: {
          type: 'object',
          description: 'Whatever the app likes.',
          additionalProperties: object({ Value: text('One.') }),
        },
        Either: { description: 'A number or its digits.', oneOf: [{ type: 'string' }, { type: 'integer' }] },
        OfflinePushInfo: {
          ...object({
            PushFlag: number('0 means push, 1 means none.', { enum: [0, 1], default: 0 }),
            Title: text('Of the notice.'),
            Desc: text('Below the title.'),
            Ext: text('For the app.'),
            AndroidInfo: {
              ...object({
                Sound: text('A file.'),
                OPPOChannelID: text('A channel.'),
                HuaWeiImage: text('A picture.', { format: 'uri' }),
                Nested: object({ Deeper: object({ Deepest: text('The end.') }) }),
              }),
              description: 'For Android.',
            },
            ApnsInfo: {
              ...object({
                Sound: text('A file.'),
                BadgeMode: number('1 does not count.'),
                Title: text('Instead.'),
                Image: text('A picture.'),
              }),
              description: 'For iOS.',
            },
          }),
          description: 'How it is shown to devices that are offline.',
        },
      }),
    ],
  },
};

/** The id of that operation. */
export const deepOperation = 'sendDeepMessage';

export async function deepDocument(): Promise<BundledDocument> {
  const document: BundledDocument = JSON.parse(await readFile(inRoot('generated', 'openapi.json'), 'utf8'));
  const [own] = Object.values(document.paths);
  if (own === undefined) throw new Error('The document has no operation.');
  const post = structuredClone(own.post);
  post.operationId = deepOperation;
  post.summary = 'Send a message that holds everything';
  post.requestBody.content['application/json'].schema = { $ref: '#/components/schemas/DeepRequest' };
  Object.assign(document.components.schemas, schemas);
  document.paths['/v4/deep_http_svc/send_deep_message_with_a_long_command'] = { post };
  return document;
}
