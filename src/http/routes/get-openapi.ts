import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RequestHandler } from 'express';
import { rootAbove } from '../../lib/root-above';

/**
 * `GET /openapi.json`: the contract of this service. It is made before a release (`npm run openapi`), so that the running
 * service needs no generator.
 */
export const getOpenapi: RequestHandler = async (_req, res) => {
  res.type('json').send(await readFile(join(rootAbove(__dirname), 'docs', 'openapi.json')));
};
