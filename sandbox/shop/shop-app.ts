import { join } from 'node:path';
import express, { type Express } from 'express';
import { createCheckoutClient } from '../../src/client';
import { apiError } from './api-error';
import { pageError } from './page-error';
import { placeOrder } from './routes/place-order';
import { readOrderView } from './routes/read-order-view';
import { receiveResult } from './routes/receive-result';
import { showCheckout } from './routes/show-checkout';
import { showGoods } from './routes/show-goods';
import { showOrder } from './routes/show-order';
import { refuseUntilStarted } from './refuse-until-started';
import { securityHeaders } from './security-headers';
import { createReply } from './pages/page-reply';
import type { Orders } from './orders';
import type { ShopSettings } from './shop-options';

const MAX_BODY = '10kb';
/** A buyer waits. */
const TIMEOUT_MS = 10_000;

/** Puts the shop together. Listens to nothing. */
export function createShopApp(settings: ShopSettings): Express {
  const orders = ordersOf(settings);
  const reply = createReply(settings);
  const app = express();
  app.disable('x-powered-by');

  app.use(refuseUntilStarted(settings));
  app.use(securityHeaders(settings));
  app.use('/assets', express.static(join(__dirname, 'public'), { index: false, redirect: false, fallthrough: false }));

  app.post('/api/orders', express.json({ limit: MAX_BODY }), placeOrder({ ...settings, orders }));
  app.get('/api/orders/:merchant_uid', readOrderView(orders));
  app.use('/api', apiError);

  app.get('/', showGoods(reply));
  app.get('/checkout/:goods', showCheckout(reply));
  app.get('/orders/:merchant_uid', showOrder(reply, orders));
  app.get('/result', receiveResult(reply));
  app.use((req, res) => reply(req, res, { page: 'notFound', status: 404 }));
  app.use(pageError(reply));
  return app;
}

/** The one place that knows the key. The service may start after the shop, so its address is asked for at each call. */
function ordersOf({ serviceUrlOfServers, ordersApiKey }: ShopSettings): Orders {
  return () =>
    createCheckoutClient({ url: serviceUrlOfServers(), key: ordersApiKey, totalTimeoutMs: TIMEOUT_MS }).orders;
}
