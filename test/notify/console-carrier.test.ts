import { createConsoleShop, createConsoleSms } from '../../src/notify/console-carrier';
import { maskPhone } from '../../src/domain/masking';

test.each([
  ['010-1234-5678', '*********5678'],
  ['01012345678', '*******5678'],
  ['+82 10 1234 5678', '************5678'],
  ['12345678', '********'],
  ['', ''],
])('a phone number shows its last four digits at most: %s', (tel, masked) => {
  expect(maskPhone(tel)).toBe(masked);
});

test('the console SMS shows the text and masks the recipient', async () => {
  const lines: unknown[] = [];
  const send = createConsoleSms(async (fields, text) => void lines.push([fields, text]));
  await send({ channel: 'sms', to: '010-1234-5678', text: '계좌번호: 9000' }, 'id-1');
  expect(lines).toEqual([
    [{ notification_id: 'id-1', to: '*********5678', text: '계좌번호: 9000' }, 'SMS to the buyer'],
  ]);
});

test('the console shop carrier shows the event', async () => {
  const lines: unknown[] = [];
  const send = createConsoleShop(async (fields) => void lines.push(fields));
  const data = {
    merchant_uid: 'ord-1',
    imp_uid: 'imp_1',
    status: 'paid',
    amount: 100,
    cancel_amount: 0,
    currency: 'KRW',
    at: '2026-11-21T01:00:00.000Z',
  } as const;
  await send({ channel: 'shop', event: 'order.paid', data }, 'id-2');
  expect(lines).toEqual([{ notification_id: 'id-2', event: 'order.paid', data }]);
});
