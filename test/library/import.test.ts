import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const LOADER = pathToFileURL(require.resolve('tsx')).href;

test('an import reads no environment, opens no handle, and listens to no signal', () => {
  const script = join(__dirname, 'import-process.ts');
  const told = execFileSync(process.execPath, ['--import', LOADER, script], {
    cwd: tmpdir(),
    env: {},
    encoding: 'utf8',
  });
  expect(JSON.parse(told)).toEqual({ type: 'function', read: [], handles: [], listeners: [] });
});
