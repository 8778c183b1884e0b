import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Checks } from '../smoke/checks';
import { documentsBelow, leadsSomewhere, linksOf } from './document-links';

/** Checks that each link of the documents in an installed package leads to a file of the package, or to a heading of it. */
export function checkDocuments(installed: string, { check }: Checks): void {
  const documents = documentsBelow(installed);
  const links = documents.flatMap((document) =>
    linksOf(readFileSync(join(installed, document), 'utf8')).map((link) => ({ document, link })),
  );
  const dead = links.filter(({ document, link }) => !leadsSomewhere(document, link, installed));
  const named = dead.map(({ document, link }) => `\n  ${document}: ${link}`).join('');
  check(
    links.length > 0 && dead.length === 0,
    `${documents.length} documents, ${links.length} links in them, ${dead.length} of these lead nowhere ${named}`.trimEnd(),
  );
}
