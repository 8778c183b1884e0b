import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildDocument } from './build-document';
import { clientTypes } from './client-types';

const ROOT = join(__dirname, '..', '..');

function write(path: string, text: string): void {
  writeFileSync(join(ROOT, path), text);
  console.log(`written: ${path}`);
}

/** `npm run openapi` writes the document that `GET /openapi.json` sends, and the types of the client. */
async function main(): Promise<void> {
  const document = buildDocument();
  write(join('docs', 'openapi.json'), `${JSON.stringify(document, null, 2)}\n`);
  write(join('src', 'client', 'openapi.d.ts'), await clientTypes(document));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
