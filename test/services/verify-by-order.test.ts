import { AsyncLocalStorage } from 'node:async_hooks';
import { CheckoutError } from '../../src/domain/errors';
import { verifyByOrder, type VerifyByOrderDeps } from '../../src/services/verify-by-order';
import { buildOrder } from '../support/build-order';
import { buildPayment } from '../support/build-payment';

const PAYMENTS = [buildPayment({ impUid: 'imp_2', status: 'failed' }), buildPayment({ impUid: 'imp_1' })];
const report = { merchantUid: 'ord-2026-0001', saysFailed: true, sender: { key: '198.51.100.1', isGateway: false } };

/** Deps that record in which queue each database command was sent. */
function setUp(overrides: Partial<VerifyByOrderDeps> = {}) {
  const turn = new AsyncLocalStorage<string>();
  const commands: string[] = [];
  const note = (name: string) => commands.push(`${name}, ${turn.getStore() ?? 'out of turn'}`);
  const deps: VerifyByOrderDeps = {
    findOrder: async () => (note('find'), buildOrder()),
    changeOrder: async () => (note('move'), true),
    findAttempts: async () => ({ payments: PAYMENTS, unreadable: [], isCutShort: false }),
    inDatabaseQueue: (_, work) => turn.run('in the database queue', work),
    recordOnce: (_, { impUid }, record) => turn.run(`to record ${impUid}`, record),
    withinDeadline: (work) => work(new AbortController().signal),
    policy: { mode: 'live' },
    now: () => new Date('2026-11-21T01:03:00Z'),
    newId: () => 'id-1',
    pause: async () => {},
    lostRacePauseMs: 10,
    ...overrides,
  };
  return { deps, commands };
}

test('every database command runs in a queue, as for a report of a payment', async () => {
  const { deps, commands } = setUp();
  expect(await verifyByOrder(deps, report)).toMatchObject({ verification: { outcome: 'success' } });
  expect(commands).toEqual([
    'find, in the database queue',
    'find, in the database queue',
    'move, to record imp_1',
    'move, to record imp_2',
  ]);
});

test('when the queue is full, nothing is written, and the verification fails', async () => {
  const full = new CheckoutError('unavailable', 'too many outcomes to record at once');
  const { deps, commands } = setUp({ recordOnce: () => Promise.reject(full) });
  await expect(verifyByOrder(deps, report)).rejects.toBe(full);
  expect(commands.filter((command) => command.startsWith('move'))).toEqual([]);
});
