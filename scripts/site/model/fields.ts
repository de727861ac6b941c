import type { SourceKind } from '../../../spec/document.ts';
import type { Language } from '../languages.ts';
import { code, type Inline } from './inline.ts';

export interface FieldList {
  fields: Field[];
  /** The forms that the object can have, of which each value has one. */
  kinds: Kind[];
}

export interface Field {
  id: string;
  name: string;
  type: Inline;
  isRequired: boolean;
  text: Inline;
  /** What a value has to be like. */
  rules: Inline[];
  /** How well it is known, where no page of the vendor simply says it. */
  doubts: SourceKind[];
  /** Why recordings show the value. */
  publicReason?: string;
  /** What is in it. */
  inner?: Inner;
}

export interface Inner extends FieldList {
  /** What has these fields, such as `ImageInfoArray[]`. */
  of: string;
  /** The place on the page that shows them, where that is elsewhere. */
  sameAs?: string;
}

export interface Kind extends FieldList {
  id: string;
  name: string;
  text?: Inline;
}

/** How many fields and forms there are at the top. */
export const countOf = ({ fields, kinds }: FieldList): number => fields.length + kinds.length;

/** What there is in a field, such as `4 fields of ImageInfoArray[]`. */
export const innerTitle = ({ t }: Pick<Language, 't'>, inner: Inner): Inline =>
  t(inner.fields.length > 0 ? 'field.count' : 'field.kinds', { count: countOf(inner), of: code(inner.of) });
