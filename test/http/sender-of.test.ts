import express from 'express';
import supertest from 'supertest';
import { createSenderOf } from '../../src/http/sender-of';

const senderOf = createSenderOf(['52.78.48.223']);

function ask(trustedProxyHops: number, forwardedFor: string) {
  const app = express();
  app.set('trust proxy', trustedProxyHops);
  app.get('/', (req, res) => void res.json(senderOf(req)));
  return supertest(app).get('/').set('x-forwarded-for', forwardedFor);
}

test.each([
  ['an address', '203.0.113.7', { key: '203.0.113.7', isGateway: false }],
  ['an IPv4 address in IPv6 clothes', '::ffff:203.0.113.7', { key: '203.0.113.7', isGateway: false }],
  ['an IPv6 address, by its network', '2001:db8:1:2::7', { key: '2001:db8:1::/56', isGateway: false }],
  ['i’mport’s', '52.78.48.223', { key: '52.78.48.223', isGateway: true }],
  ['what a client wrote before our proxy', '52.78.48.223, 203.0.113.7', { key: '203.0.113.7', isGateway: false }],
])('%s', async (_, forwardedFor, sender) => {
  expect((await ask(1, forwardedFor)).body).toEqual({ ...sender, isOverLimit: false });
});

test('without a trusted proxy, X-Forwarded-For is ignored', async () => {
  expect((await ask(0, '52.78.48.223')).body).toMatchObject({ key: '127.0.0.1', isGateway: false });
});
