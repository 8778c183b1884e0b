import { createReceiver } from './receiver.js';

const { WEBHOOK_SECRETS = '', PORT = '5060' } = process.env;
const secrets = WEBHOOK_SECRETS.split(/[\s,]+/).filter(Boolean);
if (secrets.length === 0) throw new Error('Set WEBHOOK_SECRETS to the value of the service’s SHOP_WEBHOOK_SECRET');

// In a shop this is a table with a unique id, written in the transaction that handles the event.
/** @type {Set<string>} */
const known = new Set();

const server = createReceiver({
  secrets,
  isKnown: async (id) => known.has(id),
  remember: async (id) => void known.add(id),
  handleEvent: async ({ type, data, id }) => {
    // Of a later version of the service. Nothing of this shop waits for it.
    if (type === 'unknown') return;
    // The place to ship goods, send a mail, ... For what is worth money, read the order once more: client.orders.get().
    console.log(`${type} ${data.merchant_uid} is ${data.status} (${id})`);
  },
});
server.listen(Number(PORT), '127.0.0.1', () => {
  const address = server.address();
  console.log(`listening on http://127.0.0.1:${typeof address === 'object' ? address?.port : PORT}/`);
});
