import { recordReport } from '../../src/services/record-report';
import { cancelOrder, type CancelOrderParts } from '../support/cancels';
import { aroundCommands } from '../support/at-command';
import { useCancelling } from '../support/use-cancelling';

const world = useCancelling();
const CANCEL = 'POST /payments/cancel';
const READS: ReadonlySet<string> = new Set(['findOne', 'find', 'aggregate']);

afterEach(() => {
  world.sandbox().faults.clear();
  world.sandbox().settings.reset();
});

type Request = ReturnType<typeof world.request>;

/** Cancels, and counts the database commands. */
async function count(deps: CancelOrderParts, request: Request) {
  const commands = { reads: 0, writes: 0 };
  const result = await aroundCommands(
    (name, command) => {
      commands[READS.has(name) ? 'reads' : 'writes'] += 1;
      return command();
    },
    () => cancelOrder(deps, request),
  );
  const cancel = 'cancel' in result ? result.cancel.state : result.result;
  return { ...commands, cancel };
}

/** The database commands of a cancel without concurrent writes: at most three reads and three writes. */
test.each<{
  name: string;
  prepare?: (impUid: string) => unknown;
  request?: Partial<Request>;
  expected: { reads: number; writes: number; cancel: string };
}>([
  { name: 'of a part', expected: { reads: 2, writes: 3, cancel: 'done' } },
  { name: 'of all', request: { amount: null }, expected: { reads: 2, writes: 3, cancel: 'done' } },
  {
    name: 'that the PG refunds later',
    prepare: () => world.sandbox().settings.change({ cancelMode: 'later' }),
    expected: { reads: 2, writes: 3, cancel: 'accepted' },
  },
  {
    name: 'that the PG refuses',
    prepare: (impUid) => world.sandbox().faults.set({ kind: 'pg-refusal', impUid }),
    expected: { reads: 1, writes: 3, cancel: 'refused' },
  },
  {
    name: 'whose answer is lost',
    prepare: (impUid) => world.sandbox().faults.set({ kind: 'connection-reset', route: CANCEL, impUid, when: 'after' }),
    expected: { reads: 1, writes: 3, cancel: 'done' },
  },
  {
    name: 'whose call fails: how far it came is read for the answer',
    prepare: (impUid) => world.sandbox().faults.set({ kind: 'connection-reset', route: CANCEL, impUid }),
    expected: { reads: 2, writes: 3, cancel: 'sent' },
  },
  {
    name: 'above the balance',
    request: { amount: 70_000 },
    expected: { reads: 1, writes: 0, cancel: 'aboveBalance' },
  },
])('a cancel $name reads and writes its order no more than is needed', async ({ prepare, request, expected }) => {
  const { merchantUid, impUid, deps } = await world.paidOrder();
  prepare?.(impUid);
  expect(await count(deps, world.request(merchantUid, request))).toEqual(expected);
});

test('a repeated request reads once and writes nothing', async () => {
  const { merchantUid, deps } = await world.paidOrder();
  await cancelOrder(deps, world.request(merchantUid));
  expect(await count(deps, world.request(merchantUid))).toEqual({ reads: 1, writes: 0, cancel: 'done' });
});

test('a webhook during the call causes no lost race, and its cancel is written once', async () => {
  const { merchantUid, impUid, deps } = await world.paidOrder();
  const interrupted: CancelOrderParts = {
    ...deps,
    async cancelPayment(cancel) {
      const answer = await deps.cancelPayment(cancel);
      const [order, reported] = [await deps.findOrder(merchantUid), await deps.getPayment(impUid)];
      if (order === null || reported === null) throw new Error('lost');
      await recordReport(deps, order, reported, { source: 'webhook' });
      return answer;
    },
  };
  // Two writes of the cancel itself, and those of the webhook: a read and a write.
  expect(await count(interrupted, world.request(merchantUid))).toEqual({ reads: 3, writes: 3, cancel: 'done' });
});
