import { webhookFault } from './webhook-fault';
import { SHOP_EVENT } from './delivery';

if (SHOP_EVENT.channel !== 'shop') throw new Error('not an event');
const { event: type, data } = SHOP_EVENT;
const question = { imp_uid: 'imp_1', merchant_uid: 'ord-1', name: 'Chair', amount: 100, currency: 'KRW' };

test.each([
  ['an event', { type, timestamp: data.at, data }],
  ['the confirm question', question],
])('%s of the contract passes', (_, body) => {
  expect(webhookFault(JSON.stringify(body))).toBeNull();
});

test.each<[string, object, string]>([
  ['an unknown event', { type: 'order.lost', timestamp: data.at, data }, 'no such webhook'],
  ['a missing field', { type, timestamp: data.at, data: { ...data, status: undefined } }, 'data.status'],
  ['a field that is not in it', { type, timestamp: data.at, data: { ...data, more: 1 } }, 'does not name'],
  ['a question with another field', { ...question, more: 1 }, 'does not name'],
])('%s is a fault', (_, body, words) => {
  expect(webhookFault(JSON.stringify(body))).toContain(words);
});
