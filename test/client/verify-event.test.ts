import { Webhook } from 'standardwebhooks';
import { EventVerificationError, rawBodyOf, verifyConfirmQuestion, verifyEvent } from '../../src/client';
import { isKnown } from '../../src/client/shop-event';
import { WEBHOOKS } from '../../src/http/contract/webhooks';

const secret = (byte: number) => `whsec_${Buffer.alloc(24, byte).toString('base64')}`;
const [NEW, OLD, STRANGE] = [secret(1), secret(2), secret(3)];
const EVENT = {
  type: 'order.paid',
  timestamp: '2026-11-30T01:00:00.000Z',
  data: { merchant_uid: 'ord-1', imp_uid: 'imp_1', status: 'paid', amount: 64_900, cancel_amount: 0, currency: 'KRW' },
};

/** The headers of a body, signed as the service signs it. */
function headersOf(body: string, secrets: readonly string[] = [NEW], at = new Date()) {
  return {
    'webhook-id': 'entry-1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets.map((each) => new Webhook(each).sign('entry-1', at, body)).join(' '),
  };
}

function codeOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    if (error instanceof EventVerificationError) return error.code;
    throw error;
  }
  return 'taken';
}

const BODY = JSON.stringify(EVENT);

test.each<[string, string | Uint8Array]>([
  ['a text', BODY],
  ['a Buffer', Buffer.from(BODY)],
  ['bytes', new TextEncoder().encode(BODY)],
])('an event as %s is taken, with its id', (_, body) => {
  expect(verifyEvent(headersOf(BODY), body, NEW)).toEqual({ ...EVENT, id: 'entry-1' });
});

test.each([
  ['of a Request', new Headers(headersOf(BODY))],
  ['in other letters', Object.fromEntries(Object.entries(headersOf(BODY)).map(([k, v]) => [k.toUpperCase(), v]))],
])('headers %s are read', (_, headers) => {
  expect(verifyEvent(headers, BODY, NEW)).toMatchObject({ type: 'order.paid' });
});

test.each([
  ['the old one, while the service signs with both', OLD, [NEW, OLD]],
  ['the new one, while the service signs with both', NEW, [NEW, OLD]],
  ['both, while the service signs with the old one', [NEW, OLD], [OLD]],
  ['both, while the service signs with the new one', [NEW, OLD], [NEW]],
])('while the secret is changed, a receiver may hold %s', (_, held, signing) => {
  expect(verifyEvent(headersOf(BODY, signing), BODY, held)).toMatchObject({ id: 'entry-1' });
});

test('an event of a later version is taken as unknown, with its name and data', () => {
  const body = JSON.stringify({ ...EVENT, type: 'order.shipped' });
  const event = verifyEvent(headersOf(body), body, NEW);
  expect(event).toEqual({
    id: 'entry-1',
    type: 'unknown',
    name: 'order.shipped',
    timestamp: EVENT.timestamp,
    data: EVENT.data,
  });
});

test('the client knows every event of the contract, and no name of Object', () => {
  const names = WEBHOOKS.map(({ name }) => name).filter((name) => name !== 'confirm');
  expect(names.filter((name) => !isKnown(name))).toEqual([]);
  expect(['confirm', 'constructor', 'toString', '__proto__'].filter(isKnown)).toEqual([]);
});

const minutes = (count: number) => new Date(Date.now() + count * 60_000);
const headers = headersOf(BODY);

test.each<[string, () => unknown, string]>([
  ['another secret', () => verifyEvent(headersOf(BODY, [STRANGE]), BODY, [NEW, OLD]), 'signatureInvalid'],
  ['a changed amount', () => verifyEvent(headers, BODY.replace('64900', '100'), NEW), 'signatureInvalid'],
  ['another id', () => verifyEvent({ ...headers, 'webhook-id': 'entry-2' }, BODY, NEW), 'signatureInvalid'],
  ['a signature cut off', () => verifyEvent({ ...headers, 'webhook-signature': 'v1' }, BODY, NEW), 'signatureInvalid'],
  ['no version', () => verifyEvent({ ...headers, 'webhook-signature': 'x,y z' }, BODY, NEW), 'signatureInvalid'],
  ['no time', () => verifyEvent({ ...headers, 'webhook-timestamp': 'now' }, BODY, NEW), 'signatureInvalid'],
  ['six minutes of age', () => verifyEvent(headersOf(BODY, [NEW], minutes(-6)), BODY, NEW), 'tooOld'],
  ['a time to come', () => verifyEvent(headersOf(BODY, [NEW], minutes(6)), BODY, NEW), 'tooNew'],
  ['no id', () => verifyEvent({ ...headers, 'webhook-id': undefined }, BODY, NEW), 'headersMissing'],
  ['two ids', () => verifyEvent({ ...headers, 'webhook-id': ['a', 'b'] }, BODY, NEW), 'headersMissing'],
  ['no headers', () => verifyEvent({}, BODY, NEW), 'headersMissing'],
  ['a parsed body', () => verifyEvent(headers, EVENT as never, NEW), 'bodyParsed'],
  ['no body', () => verifyEvent(headers, undefined as never, NEW), 'bodyMissing'],
  ['no secret', () => verifyEvent(headers, BODY, []), 'secretInvalid'],
  ['an empty secret', () => verifyEvent(headers, BODY, ''), 'secretInvalid'],
  ['a secret of undefined', () => verifyEvent(headers, BODY, undefined as never), 'secretInvalid'],
  ['a secret that is no base64', () => verifyEvent(headers, BODY, 'whsec_!'), 'secretInvalid'],
])('%s is refused with a code', (_, work, code) => {
  expect(codeOf(work)).toBe(code);
});

test.each([
  '',
  'not JSON',
  '[]',
  'null',
  '{}',
  '{"type":"order.paid"}',
  '{"type":"order.paid","timestamp":"t","data":[]}',
])('a signed body %p is no event', (body) => {
  expect(codeOf(() => verifyEvent(headersOf(body), body, NEW))).toBe('bodyInvalid');
});

test('an error shows neither the secret nor the body', () => {
  const forged = BODY.replace('64900', '1');
  try {
    verifyEvent(headers, forged, [NEW, OLD]);
    throw new Error('it was taken');
  } catch (error) {
    const shown = JSON.stringify([String(error), { ...(error as object) }]);
    for (const text of [NEW, OLD, NEW.slice(6), 'ord-1', 'imp_1']) expect(shown).not.toContain(text);
    expect(error).toMatchObject({ code: 'signatureInvalid', statusCode: 401 });
  }
});

test('the question before an approval is verified as events are', () => {
  const question = { imp_uid: 'imp_1', merchant_uid: 'ord-1', name: '의자', amount: 64_900, currency: 'KRW' };
  const body = JSON.stringify(question);
  expect(verifyConfirmQuestion(headersOf(body), body, NEW)).toEqual(question);
  expect(codeOf(() => verifyConfirmQuestion(headersOf(body, [OLD]), body, NEW))).toBe('signatureInvalid');
  expect(codeOf(() => verifyConfirmQuestion(headers, BODY, NEW))).toBe('bodyInvalid');
});

describe('rawBodyOf', () => {
  const bytes = Buffer.from(BODY);

  test.each([
    ['of NestJS', { rawBody: bytes, body: EVENT }, bytes],
    ['of express.raw', { body: bytes }, bytes],
    ['of express.text', { body: BODY }, BODY],
  ])('takes the body %s', (_, request, body) => {
    expect(rawBodyOf(request)).toBe(body);
  });

  test.each([
    ['a parsed body', { body: EVENT }, 'bodyParsed', 'The body was parsed already.'],
    ['a body that nothing read', {}, 'bodyMissing', 'No body was read.'],
  ])('refuses %s, and says what to do', (_, request, code, words) => {
    expect(codeOf(() => rawBodyOf(request))).toBe(code);
    for (const part of [words, 'express.raw({ type: "application/json" })', '{ rawBody: true }']) {
      expect(() => rawBodyOf(request)).toThrow(part);
    }
  });
});
