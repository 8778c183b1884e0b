// The same shop in plain JavaScript, on Express 4 and the oldest mongoose. Without a connection of its own it gives the checkout a URI.
const express = require('express');
const { createCheckout } = require('iamport-checkout-backend');

const { MONGODB_URI, IAMPORT_API_URL, IAMPORT_API_KEY, IAMPORT_API_SECRET, IAMPORT_MODE, PORT } = process.env;
/** Prices are known to the server only. */
const GOODS = { chair: { name: 'Norway swivel chair', amount: 64_900 } };
/** In a shop this is a collection. */
const shipped = new Set();

async function main() {
  const checkout = await createCheckout({
    connection: MONGODB_URI ?? 'mongodb://127.0.0.1:27017/shop',
    iamport: {
      apiKey: IAMPORT_API_KEY,
      apiSecret: IAMPORT_API_SECRET,
      mode: IAMPORT_MODE === 'live' ? 'live' : 'test',
      // The sandbox, while there is no account at i'mport.
      ...(IAMPORT_API_URL && { apiUrl: IAMPORT_API_URL }),
    },
  });
  checkout.on('order.paid', async ({ merchantUid }) => shipped.add(merchantUid));

  const app = express();
  app.use(checkout.router);
  app.post('/orders', express.json(), (req, res, next) => {
    const goods = Object.hasOwn(GOODS, req.body.goods) ? GOODS[req.body.goods] : undefined;
    if (goods === undefined) return res.sendStatus(404);
    checkout.orders.register(goods).then(({ merchantUid, name, amount }) => {
      res.status(201).json({ merchant_uid: merchantUid, name, amount });
    }, next);
  });
  app.get('/orders/:merchantUid', (req, res, next) => {
    checkout.orders.get(req.params.merchantUid).then((order) => {
      if (order === null) return res.sendStatus(404);
      res.json({ status: order.status, shipped: shipped.has(order.merchantUid) });
    }, next);
  });

  await checkout.start();
  const server = app.listen(Number(PORT ?? 3000), '127.0.0.1', () => {
    console.log(`listening on http://127.0.0.1:${server.address().port}`);
  });
  process.once('SIGTERM', () => {
    server.close();
    checkout.stop().then(() => console.log('stopped'));
  });
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
