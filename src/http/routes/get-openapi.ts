import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { RequestHandler } from 'express';

/**
 * `GET /openapi.json`: the contract of this service. It is made before a release (`npm run openapi`), so that the running
 * service needs no generator.
 */
export const getOpenapi: RequestHandler = async (_req, res) => {
  res.type('json').send(await readFile(join(rootAbove(__dirname), 'docs', 'openapi.json')));
};

/** The folder of package.json, which the sources and the build have at different heights above them. */
function rootAbove(folder: string): string {
  if (existsSync(join(folder, 'package.json')) || folder === dirname(folder)) return folder;
  return rootAbove(dirname(folder));
}
