/* Made from spec/ by `npm run generate`. Do not edit: change spec/ and run the command again. */

import type { components } from './schema.js';

/** The type of each field that a form requires; for an object those of its own fields. */
interface Fields {
  readonly [name: string]: string | Fields;
}

/** Whether a value has all fields that are required of it. Where the fields lead to lists, their items are not looked at. */
function hasFields(value: unknown, fields: Fields): boolean {
  return Object.entries(fields).every(([name, type]) => {
    const field: unknown = Object.getOwnPropertyDescriptor(Object(value), name)?.value;
    if (typeof type !== 'string') return typeof field === 'object' && field !== null && hasFields(field, type);
    return type === 'array' ? Array.isArray(field) : typeof field === type;
  });
}

export type MessageElement = components['schemas']["MessageElement"];

/** What tells the forms of MessageElement apart. */
export type MessageElementMsgType = MessageElement["MsgType"];

/** The required fields of each form of MessageElement. */
const messageElementFields: { readonly [K in MessageElementMsgType]: Fields } = {
  "TIMTextElem": {"MsgType":"string","MsgContent":{"Text":"string"}},
  "TIMLocationElem": {"MsgType":"string","MsgContent":{"Desc":"string","Latitude":"number","Longitude":"number"}},
  "TIMFaceElem": {"MsgType":"string","MsgContent":{"Index":"number","Data":"string"}},
  "TIMCustomElem": {"MsgType":"string","MsgContent":{"Data":"string"}},
  "TIMSoundElem": {"MsgType":"string","MsgContent":{"Url":"string","UUID":"string","Download_Flag":"number"}},
  "TIMImageElem": {"MsgType":"string","MsgContent":{"UUID":"string","ImageFormat":"number","ImageInfoArray":"array"}},
  "TIMFileElem": {"MsgType":"string","MsgContent":{"Url":"string","UUID":"string","FileSize":"number","FileName":"string","Download_Flag":"number"}},
  "TIMVideoFileElem": {"MsgType":"string","MsgContent":{"VideoUrl":"string","VideoUUID":"string","VideoSize":"number","VideoSecond":"number","VideoFormat":"string","VideoDownloadFlag":"number","ThumbUrl":"string","ThumbUUID":"string","ThumbSize":"number","ThumbWidth":"number","ThumbHeight":"number","ThumbFormat":"string","ThumbDownloadFlag":"number"}},
  "TIMRelayElem": {"MsgType":"string","MsgContent":{}},
};

/**
 * Whether an object is the form of MessageElement that is named, with every field that it requires. What was written by an old SDK or a
 * newer service may lack some, or be of a form that is not known here.
 *
 * @param value What has been read: its type is open.
 */
export function isMessageElement<T extends MessageElementMsgType>(
  value: { readonly MsgType: string },
  msgType: T,
): value is Extract<MessageElement, { MsgType: T }> {
  return value.MsgType === msgType && hasFields(value, messageElementFields[msgType]);
}
