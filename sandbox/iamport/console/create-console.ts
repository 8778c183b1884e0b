import { type Request, Router } from 'express';
import { controlRoutes } from '../control/control-routes';
import { ownFile } from '../own-file';
import type { SandboxDoors } from '../sandbox';
import { localeOf } from '../window/locale';
import { setPageHeaders } from '../window/page-headers';
import { serveAssets } from '../window/serve-assets';
import { renderConsole } from './render-console';
import { renderHelp } from './render-help';

/** The console and the help page; `/` leads a browser to the console, and only a browser. */
export function createConsole(doors: SandboxDoors): Router {
  const { impKey, impSecret, merchantCode } = doors;
  const router = Router();
  router.use('/_console/assets', serveAssets(ownFile('console', 'assets')));
  router.get('/_console', (request, response) => {
    const scene = { keys: { impKey, impSecret, merchantCode }, channels: doors.channels.all(), ...readerOf(request) };
    setPageHeaders(response);
    response.vary('Accept-Language').type('html').send(renderConsole(scene));
  });
  router.get('/_help', (request, response) => {
    setPageHeaders(response);
    response
      .vary('Accept-Language')
      .type('html')
      .send(renderHelp({ routes: controlRoutes(doors), ...readerOf(request) }));
  });
  router.get('/favicon.ico', (_request, response) => void response.status(204).end());
  router.get('/', (request, response, next) => {
    if (request.accepts(['json', 'html']) === 'html') response.redirect('/_console');
    else next();
  });
  return router;
}

function readerOf(request: Request) {
  return {
    locale: localeOf(request.get('Accept-Language')),
    baseUrl: `${request.protocol}://${request.get('Host') ?? '127.0.0.1'}`,
  };
}
