/** The samples of every operation: those that are written by hand, and for the rest one made from a template. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type ItemResults, isObject } from '../document.ts';
import { type CodeSample, readOwnSample, sampleKinds } from './sample-files.ts';
import { fillTemplate, type TemplateValues } from './sample-template.ts';

export type { CodeSample };

/** The samples of an operation; empty when the document does not have it. */
export function readSamples(operationId: string): CodeSample[] {
  const operation = operations().get(operationId);
  return Object.entries(sampleKinds).flatMap(([file, kind]) => {
    const source = readOwnSample(operationId, file) ?? (operation && fillTemplate(readTemplate(file), file, operation));
    return source === undefined ? [] : [{ ...kind, source }];
  });
}

const readTemplate = (file: string): string => readText(`templates/${file}.template`);

let known: Map<string, TemplateValues> | undefined;

/** What the templates need of each operation, by its id. */
function operations(): Map<string, TemplateValues> {
  known ??= new Map(
    Object.entries(Object(parse(readText('openapi.yaml'))).paths).map(([path, item]) => {
      const file: string = Object(item).$ref;
      const { post } = parse(readText(file));
      const { schema, examples } = post.requestBody.content['application/json'];
      const { value } = Object(Object.values(examples)[0]);
      return [post.operationId, { ...valuesOf(post), path, body: value, filled: filledFields(file, schema) }];
    }),
  );
  return known;
}

function valuesOf(post: { [key: string]: unknown }): Pick<TemplateValues, 'operationId' | 'isRead' | 'results'> {
  const results = post['x-item-results'];
  return {
    operationId: String(post.operationId),
    isRead: /^(get|check|search)/.test(String(post.operationId)),
    ...(isItemResults(results) ? { results } : {}),
  };
}

const isItemResults = (value: unknown): value is ItemResults => isObject(value) && Array.isArray(value.ok);

/** The fields of a request that are a new random number in each call. */
function filledFields(file: string, { $ref }: { $ref: string }): string[] {
  const { properties } = parse(readText(new URL($ref, new URL(file, 'file:///')).pathname.slice(1)));
  return Object.entries(Object(properties))
    .filter(([, field]) => Object(field)['x-filled'] === 'random')
    .map(([name]) => name);
}

const readText = (file: string): string => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
