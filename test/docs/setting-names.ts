import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The names of all settings that `src/config.ts` reads, in its order. */
export function settingNames(): string[] {
  const source = readFileSync(join(__dirname, '..', '..', 'src', 'config.ts'), 'utf8');
  const schema = /^const Settings = z\.object\(\{\n([\s\S]*?)^\}\);/m.exec(source)?.[1];
  if (schema === undefined) throw new Error('src/config.ts no longer has its settings in one schema');
  return [...schema.matchAll(/^ {2}([A-Z_]+):/gm)].map(([, name]) => name ?? '');
}
