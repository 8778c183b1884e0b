'use strict';
const { randomBytes } = require('node:crypto');
const { createServer } = require('node:http');
const { createIamportApi } = require('./iamport-api');

/**
 * Starts a small shop in memory.
 *
 * @param iamport `url`, `impKey` and `impSecret` of i'mport, or of the sandbox
 * @param createRules what it believes: that of naive-rules.js or careful-rules.js
 */
async function startShop({ iamport, createRules }) {
  const orders = new Map();
  const ship = (order) => void (order.shipments += 1);
  const rules = createRules({ orders, ship, iamport: createIamportApi(iamport) });
  const routes = {
    'POST /payments/complete': rules.onBrowser,
    'POST /payments/webhook': rules.onWebhook,
  };

  const server = createServer(async (request, response) => {
    const route = routes[`${request.method} ${request.url}`];
    if (route === undefined) return response.writeHead(404).end();
    try {
      let text = '';
      for await (const chunk of request) text += chunk;
      await route(JSON.parse(text));
      response.end('{}');
    } catch {
      response.writeHead(500).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${server.address().port}`,
    /** Takes an order. Its key cannot be guessed. */
    order(amount) {
      const order = { merchant_uid: randomBytes(16).toString('hex'), amount, state: 'waiting', shipments: 0 };
      orders.set(order.merchant_uid, order);
      return order;
    },
    /** What a timer would do. */
    tick: () => rules.onTimer(),
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}

module.exports = { startShop };
