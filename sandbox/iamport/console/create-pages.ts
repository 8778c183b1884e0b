import { type RequestHandler, Router } from 'express';
import type { SandboxDoors } from '../sandbox';
import { createWindow } from '../window/create-window';
import { createConsole } from './create-console';

/** All pages of the sandbox: SDK script and payment window, console, help. */
export function createPages(doors: SandboxDoors): RequestHandler {
  const router = Router();
  router.use(createWindow(doors));
  router.use(createConsole(doors));
  return router;
}
