import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isObject } from '@chat-openapi/openapi/document';
import type { Exchange } from './exchange.ts';
import { stableJson } from './json.ts';
import type { Redaction } from './redact.ts';

export interface Recorder {
  /** Redacts, and only then writes. Resolves with the name of the file. */
  record(exchange: Exchange): Promise<string>;
}

export interface RecorderOptions {
  folder: string;
  documentHash: string;
  redaction: Redaction;
  now?: () => Date;
}

/** Writes each answer to a small file of its own, with sorted keys. */
export function createRecorder({ folder, documentHash, redaction, now = () => new Date() }: RecorderOptions): Recorder {
  return {
    async record(exchange) {
      const { operation, request, answer } = redaction.redact(exchange);
      const recording = {
        date: now().toISOString().slice(0, 10),
        region: exchange.region,
        documentHash,
        operation,
        request,
        ...answer,
        ...(exchange.unreadable === undefined ? {} : { unreadable: exchange.unreadable }),
      };
      const text = `${stableJson(recording, 2)}\n`;
      const hash = createHash('sha256').update(text).digest('hex').slice(0, 8);
      const { body, status } = answer;
      const code = isObject(body) && typeof body.ErrorCode === 'number' ? body.ErrorCode : `http-${status}`;
      const name = `${exchange.operation === null ? 'other' : basename(exchange.operation)}-${code}-${hash}.json`;
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, name), text);
      return name;
    },
  };
}
