import type { AlertMessage } from '../../src/domain/outbox';
import { createAlertWebhook } from '../../src/notify/alert-webhook';
import { useReceiver } from '../support/receiver';

const receiver = useReceiver();
const ALERT: AlertMessage = { channel: 'alert', merchantUid: 'ord-1', reason: 'late' };
const NOW = new Date('2026-11-21T01:00:00Z');
const PUBLIC = 'https://checkout.example.test';

function webhook(url = receiver.url()) {
  return createAlertWebhook({ url, publicUrl: PUBLIC, timeoutMs: 2_000, now: () => NOW });
}

const bodyOf = () => JSON.parse(receiver.received[0]?.body ?? '') as Record<string, unknown>;

test('Slack’s form is a POST of one text', async () => {
  await expect(webhook()([ALERT], false)).resolves.toBeUndefined();
  expect(receiver.received[0]?.headers).toMatchObject({ 'content-type': 'application/json' });
  expect(bodyOf()).toEqual({ text: `[checkout] late: order ord-1 ${PUBLIC}/desk/orders/ord-1` });
});

describe('an answer', () => {
  test.each([
    ['30', 30_000],
    ['0.65', 650],
    [new Date(NOW.getTime() + 90_000).toUTCString(), 90_000],
    ['soon', null],
  ])('429 with Retry-After: %s asks for a pause of %s ms', async (retryAfter, retryAfterMs) => {
    receiver.answerWith((_req, res) => res.writeHead(429, { 'retry-after': retryAfter }).end());
    expect(await webhook()([ALERT], false)).toEqual({ reason: 'the alert webhook answered HTTP 429', retryAfterMs });
  });

  test.each([301, 400, 404, 500])('%s is a failure', async (status) => {
    receiver.answerWith((_req, res) => res.writeHead(status, { location: '/elsewhere' }).end());
    expect(await webhook()([ALERT], false)).toMatchObject({ reason: `the alert webhook answered HTTP ${status}` });
    expect(receiver.received).toHaveLength(1);
  });

  test('that never comes is an error without the URL, which is a secret', async () => {
    const error: unknown = await webhook('http://127.0.0.1:1/services/T/B/secret')([ALERT], false).catch(
      (thrown: unknown) => thrown,
    );
    expect(String(error)).toBe('Error: the alert webhook gave no answer (ECONNREFUSED)');
    expect((error as Error).cause).toBeUndefined();
  });
});
