import { answerForm } from './rules/answer-form.ts';
import { byteLimit } from './rules/byte-limit.ts';
import { codeSamples } from './rules/code-samples.ts';
import { discriminator } from './rules/discriminator.ts';
import { errorCatalogue } from './rules/error-catalogue.ts';
import { extensionKnown } from './rules/extension-known.ts';
import { filledField } from './rules/filled-field.ts';
import { guide } from './rules/guide.ts';
import { itemResults } from './rules/item-results.ts';
import { operationErrors } from './rules/operation-errors.ts';
import { operationForm } from './rules/operation-form.ts';
import { operationId } from './rules/operation-id.ts';
import { pagination } from './rules/pagination.ts';
import { publicField } from './rules/public-field.ts';
import { rateLimit } from './rules/rate-limit.ts';
import { replay } from './rules/replay.ts';
import { schemaKeywords } from './rules/schema-keywords.ts';
import { sections } from './rules/sections.ts';
import { serverRegion } from './rules/server-region.ts';
import { source } from './rules/source.ts';
import { webAddress } from './rules/web-address.ts';
import { webhookAnswers } from './rules/webhook-answers.ts';
import { webhookForm } from './rules/webhook-form.ts';
import { webhookNames } from './rules/webhook-names.ts';
import { extendTypes } from './types.ts';

/** The Redocly plugin of this document: the shapes of its own keys, and rules for them. */
export default function plugin() {
  return {
    id: 'chat',
    typeExtension: { oas3: extendTypes },
    rules: {
      oas3: {
        'answer-form': answerForm,
        'byte-limit': byteLimit,
        'code-samples': codeSamples,
        discriminator,
        'error-catalogue': errorCatalogue,
        'extension-known': extensionKnown,
        'filled-field': filledField,
        'item-results': itemResults,
        guide,
        'operation-errors': operationErrors,
        'operation-form': operationForm,
        'operation-id': operationId,
        pagination,
        'public-field': publicField,
        'rate-limit': rateLimit,
        replay,
        'schema-keywords': schemaKeywords,
        sections,
        'server-region': serverRegion,
        source,
        'web-address': webAddress,
        'webhook-answers': webhookAnswers,
        'webhook-form': webhookForm,
        'webhook-names': webhookNames,
      },
    },
  };
}
