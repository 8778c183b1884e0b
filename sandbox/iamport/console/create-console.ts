import { Router } from 'express';
import type { SandboxDoors } from '../sandbox';

/** placeholder */
export function createConsole(_doors: SandboxDoors): Router {
  return Router();
}
