import type { AttentionReason } from '../../src/domain/order';
import type { AlertMessage } from '../../src/domain/outbox';
import { alertText } from '../../src/notify/alert-text';

const alert = (reason: AttentionReason, merchantUid = 'ord-1'): AlertMessage => ({
  channel: 'alert',
  merchantUid,
  reason,
});
const URL = 'https://checkout.example.test';

test('an alert is a line with the reason, the order and a link to it', () => {
  expect(alertText([alert('late')], URL, false)).toBe(
    '[checkout] late: order ord-1 https://checkout.example.test/desk/orders/ord-1',
  );
});

test('without a public address it has no link', () => {
  expect(alertText([alert('late')], null, false)).toBe('[checkout] late: order ord-1');
});

test('a dead letter names its carrier', () => {
  const dead = { ...alert('notificationFailed'), deadCarrier: 'sms' } as const;
  expect(alertText([dead], null, false)).toBe('[checkout] dead letter (sms): order ord-1');
});

test('up to five have a line each', () => {
  const alerts = Array.from({ length: 5 }, (_, n) => alert('late', `ord-${n}`));
  expect(alertText(alerts, URL, false).split('\n')).toHaveLength(5);
});

test('more of them are one line with numbers, the most first', () => {
  const alerts = [alert('late'), ...Array.from({ length: 20 }, () => alert('duplicate'))];
  expect(alertText(alerts, URL, false)).toBe(
    '[checkout] 21 things need attention: duplicate 20, late 1 https://checkout.example.test/desk',
  );
});

test('a line says that more wait', () => {
  expect(alertText([alert('late')], null, true)).toBe('[checkout] 1 or more things need attention: late 1');
});
