/** Writes the reference, with the evidence, into `generated/docs`. It needs the generated document and nothing built. */
import { readFile, rm } from 'node:fs/promises';
import type { BundledDocument } from '../../spec/document.ts';
import { readEvidence } from '../evidence/evidence.ts';
import { evidenceTable } from '../evidence/matrix.ts';
import { inRoot } from '../paths.ts';
import { site } from './site.ts';

const started = performance.now();
const [json, yaml, evidence] = await Promise.all([
  readFile(inRoot('generated', 'openapi.json'), 'utf8'),
  readFile(inRoot('generated', 'openapi.yaml'), 'utf8'),
  readEvidence(),
]);
const document: BundledDocument = JSON.parse(json);
const docs = inRoot('generated', 'docs');
await rm(docs, { recursive: true, force: true });
await site({ document, yaml, evidence: evidenceTable(document, evidence), docs });
process.stdout.write(`  reference site (${((performance.now() - started) / 1000).toFixed(1)} s)\n`);
