import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
/** Where browsers are that do not stand on the PATH. */
const PLACES = [
  ...NAMES.map((name) => `/usr/bin/${name}`),
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * The Chromium to test with: `CHROMIUM_PATH`, else the first on the PATH or in its usual place; null where there is none.
 *
 * @throws Error where `CHROMIUM_PATH` names nothing that can be started: whoever sets it does not want a silent skip
 */
export function findBrowser(
  env: Readonly<Record<string, string | undefined>>,
  canStart: (path: string) => boolean = isExecutable,
): string | null {
  const asked = env['CHROMIUM_PATH'];
  if (asked) {
    if (!canStart(asked)) throw new Error(`CHROMIUM_PATH is ${asked}, which cannot be started`);
    return asked;
  }
  const folders = (env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ...PLACES].find(canStart) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
