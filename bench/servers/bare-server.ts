import { Agent, createServer, get, type IncomingMessage } from 'node:http';
import { mongo } from 'mongoose';

/**
 * The yardstick: the least program that verifies a payment at all. node:http, the driver, one read, one look-up, one
 * conditional write; no validation, no log, no retries, no headers, no sharing. Started by the bench as a process of its own.
 */
interface BareOrder {
  readonly _id: string;
  readonly state: string;
  readonly revision: number;
  readonly amount: number;
  readonly currency: string;
}

interface WirePayment {
  readonly imp_uid: string;
  readonly merchant_uid: string;
  readonly status: string;
  readonly amount: number;
  readonly currency: string;
}

const { PORT, MONGODB_URI = '', IAMPORT_API_URL = '', IAMPORT_TOKEN = '' } = process.env;
const client = new mongo.MongoClient(MONGODB_URI, { maxPoolSize: 50, writeConcern: { w: 'majority', journal: true } });
const orders = client.db().collection<BareOrder>('orders');
const agent = new Agent({ keepAlive: true });

async function readAll(stream: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  return text;
}

function lookUp(impUid: string): Promise<WirePayment> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: IAMPORT_TOKEN };
    get(`${IAMPORT_API_URL}/payments/${impUid}`, { agent, headers }, (reply) => {
      readAll(reply).then((text) => resolve((JSON.parse(text) as { response: WirePayment }).response), reject);
    }).on('error', reject);
  });
}

async function verify(impUid: string, merchantUid: string): Promise<string> {
  const order = await orders.findOne({ _id: merchantUid });
  if (order === null) return 'orderNotFound';
  const payment = await lookUp(impUid);
  if (payment.merchant_uid !== merchantUid || payment.amount !== order.amount || payment.currency !== order.currency) {
    return 'forgery';
  }
  if (order.state === 'paid') return 'success';
  await orders.updateOne(
    { _id: merchantUid, state: order.state, revision: order.revision },
    {
      $set: { state: 'paid', paidBy: impUid, payments: [payment] },
      $inc: { revision: 1 },
      $push: { outbox: { event: 'order.paid' } },
    },
  );
  return 'success';
}

const server = createServer((req, res) => {
  readAll(req)
    .then(async (text) => {
      const { imp_uid, merchant_uid } = JSON.parse(text) as { imp_uid: string; merchant_uid: string };
      const body = JSON.stringify({ status: await verify(imp_uid, merchant_uid) });
      res.writeHead(200, { 'content-type': 'application/json' }).end(body);
    })
    .catch((error: unknown) => res.writeHead(500).end(String(error)));
});

void client.connect().then(() => server.listen(Number(PORT), '127.0.0.1'));
