import { cp, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { documentsBelow, unlinkMissing } from './document-links';

const TEXTS = { 'PACKAGE.md': 'README.md', 'PACKAGE.ko.md': 'README.ko.md', LICENSE: 'LICENSE' };
/** For those who change the repository; and the document of the HTTP API, which the service serves. */
const OF_REPOSITORY = ['architecture.md', 'testing.md', 'openapi.json'];

/** Copies the documents of the package. What they link to in the repository alone stays as plain text. */
export async function shipDocuments(to: string): Promise<void> {
  const filter = (path: string) => !OF_REPOSITORY.includes(basename(path));
  await Promise.all([
    ...Object.entries(TEXTS).map(([from, name]) => cp(from, join(to, name))),
    cp('docs', join(to, 'docs'), { recursive: true, filter }),
  ]);
  for (const document of documentsBelow(to)) {
    const path = join(to, document);
    await writeFile(path, unlinkMissing(await readFile(path, 'utf8'), document, to));
  }
}
