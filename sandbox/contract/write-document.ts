import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildDocument } from './build-document';

/** `npm run openapi` writes the document that `GET /openapi.json` sends. */
const path = join(__dirname, '..', '..', 'docs', 'openapi.json');
writeFileSync(path, `${JSON.stringify(buildDocument(), null, 2)}\n`);
console.log(`written: ${path}`);
