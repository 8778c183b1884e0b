import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { reportApi } from './report-api';

/** `npm run api` writes what the public surface of the package is. The gate compares it. */
const ROOT = join(__dirname, '..', '..');
mkdirSync(join(ROOT, 'etc'), { recursive: true });
for (const { path, isChanged } of reportApi(ROOT, { isWritten: true })) {
  console.log(`${isChanged ? 'written' : 'unchanged'}: ${path}`);
}
