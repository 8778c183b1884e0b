import { createDemoLog } from '../../../sandbox/demo/demo-log';
import { createLogger } from '../../../src/composition/create-logger';

function openLog() {
  const log = createDemoLog();
  const told: string[] = [];
  log.follow((text) => told.push(text));
  return { log, told, logger: createLogger('info', log) };
}

test('keeps what the outbox delivered, and tells of it', () => {
  const { log, told, logger } = openLog();
  logger.info({ notification_id: 'n1', to: '*********5678', text: '은행: 국민\n계좌번호: 1' }, 'SMS to the buyer');
  logger.info(
    { notification_id: 'n2', event: 'payment.attention', data: { merchant_uid: 'ord-1', reason: 'late' } },
    'event for the shop',
  );
  expect(log.notifications()).toEqual([
    { kind: 'sms', text: 'SMS to *********5678: 은행: 국민 / 계좌번호: 1' },
    { kind: 'event', text: 'event payment.attention of order ord-1 (late)' },
  ]);
  expect(told).toEqual(log.notifications().map(({ text }) => text));
});

test('tells of verifications, of answered requests and of warnings', () => {
  const { told, logger } = openLog();
  logger.info({ imp_uid: 'imp_1', source: 'webhook', outcome: 'success' }, 'payment verified');
  logger.info({ req: { method: 'POST', path: '/orders' }, res: { statusCode: 201 } }, 'request completed');
  logger.error({ err: new Error('connection lost') }, 'delivery pass failed');
  expect(told).toEqual([
    'payment verified: imp_1 by webhook → success',
    'POST /orders → 201',
    'delivery pass failed: connection lost',
  ]);
});

test('tells of what the background found, which came by no source and may be about no payment', () => {
  const { told, logger } = openLog();
  const found = { merchant_uid: 'ord-1', before: 'pending' };
  logger.info({ ...found, imp_uid: 'imp_1', outcome: 'success', after: 'paid' }, 'reconciled');
  logger.info({ ...found, imp_uid: null, outcome: 'expired', after: 'expired' }, 'reconciled');
  expect(told).toEqual(['reconciled: imp_1 → success', 'reconciled: order ord-1 → expired']);
});

test('is silent about the rest', () => {
  const { told, log, logger } = openLog();
  logger.info({ url: 'http://127.0.0.1:3000' }, 'listening');
  expect(told).toEqual([]);
  expect(log.notifications()).toEqual([]);
});
