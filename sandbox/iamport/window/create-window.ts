import { type Request, type Response, Router } from 'express';
import { Impossible } from '../impossible';
import { ownFile } from '../own-file';
import type { SandboxDoors } from '../sandbox';
import { createGuidePage } from './guide-page';
import { type Locale, localeOf } from './locale';
import { createOpenRoute } from './open-route';
import { setPageHeaders } from './page-headers';
import { renderUnknownWindow, renderWindow } from './render-window';
import { createSdkRoute } from './sdk-route';
import { serveAssets } from './serve-assets';
import { createWindowSessions, type WindowSessions } from './window-sessions';

/** The browser's side of the sandbox: SDK script, payment window, and the guide's sample page. */
export function createWindow(doors: SandboxDoors): Router {
  const sessions = createWindowSessions();
  const router = Router();
  router.use(createSdkRoute());
  router.use('/_window/assets', serveAssets(ownFile('window', 'assets')));
  router.use(createOpenRoute(doors, sessions));
  router.get('/_window/:id', (request, response) => showWindow(doors, sessions, request, response));
  router.use(createGuidePage(doors.merchantCode));
  return router;
}

/** A window that ends by a redirect is a page of its own, so nobody may frame it; else only the shop's page may. */
function showWindow(
  doors: SandboxDoors,
  sessions: WindowSessions,
  request: Request<{ id: string }>,
  response: Response,
) {
  const { shopOrigin, language } = sessions.of(request.params.id);
  const locale: Locale = language ?? localeOf(request.get('Accept-Language'));
  const checkout = findCheckout(doors, request.params.id);
  response.vary('Accept-Language').type('html');
  if (!checkout) {
    setPageHeaders(response);
    response.status(404).send(renderUnknownWindow(locale));
    return;
  }
  setPageHeaders(response, checkout.way === 'callback' && shopOrigin !== null ? shopOrigin : 'nobody');
  response.send(renderWindow({ checkout, locale, shopOrigin }));
}

function findCheckout({ checkouts }: SandboxDoors, id: string) {
  try {
    return checkouts.get(id);
  } catch (error) {
    if (error instanceof Impossible) return undefined;
    throw error;
  }
}
