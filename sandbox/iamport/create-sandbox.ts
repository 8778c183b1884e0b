import { setMaxListeners } from 'node:events';
import type { Express } from 'express';
import { apiRoutes } from './api/api-routes';
import type { PgRefusalFor } from './api/cancel-route';
import { createApi } from './api/create-api';
import { buildParts, type SandboxParts } from './build-parts';
import { createPages } from './console/create-pages';
import { controlRoutes } from './control/control-routes';
import { createControl } from './control/create-control';
import { createApp } from './create-app';
import { listen } from './http/listen';
import type { Sandbox } from './sandbox';
import type { SandboxOptions } from './sandbox-options';

export type { Sandbox, SandboxDoors } from './sandbox';
export type { SandboxOptions } from './sandbox-options';

/**
 * Starts a server that behaves like the V1 API of i'mport, with everything in memory.
 * @throws ZodError when a setting is wrong; the error of `listen` when the port is taken
 */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const closing = new AbortController();
  setMaxListeners(0, closing.signal); // every delivery and delay under way listens
  const parts = buildParts(options, closing.signal);
  const app = buildApp(parts);
  const { url, close } = await listen(app, options.host ?? '127.0.0.1', options.port ?? 0);
  return {
    ...parts.doors,
    url,
    async close() {
      closing.abort();
      await Promise.all([close(), parts.doors.webhooks.settled()]);
    },
  };
}

function buildApp({ doors, payments, faults, calls, waits }: SandboxParts): Express {
  const pgRefusalFor: PgRefusalFor = (route, { payment: { imp_uid, merchant_uid } }) =>
    faults.takePgRefusal({ route, impUids: [imp_uid], merchantUids: [merchant_uid] });
  const routes = apiRoutes({ ...doors, payments, pgRefusalFor });
  return createApp({
    api: createApi({ ...waits, routes, faults, calls, acceptsToken: doors.tokens.accepts }),
    control: createControl(controlRoutes(doors)),
    pages: createPages(doors),
  });
}
