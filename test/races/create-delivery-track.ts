import { CHANNELS, perChannel } from '../../src/domain/outbox';
import { createDeliveriesAtOnce } from '../../src/services/deliver-at-once';
import { deliverNotifications, type DeliverNotificationsDeps } from '../../src/services/deliver-notifications';
import { createDeliverySlots } from '../../src/services/delivery-slots';
import type { VerifyPaymentDeps } from '../../src/services/verify-payment';
import { createOrders } from '../../src/store/orders';
import { createOutbox } from '../../src/store/outbox';
import type { useRaceTrack } from './use-race-track';

export const LEASE_MS = 60_000;
export const MINUTES = 60_000;
/** Two events for the shop, two text messages, one copy for the customer's record. */
export const ENTRIES = 5;

/** One pass of each channel, as the three workers run them. */
export async function deliverAll(deps: DeliverNotificationsDeps): Promise<void> {
  for (const channel of CHANNELS) {
    await deliverNotifications(deps, channel, new AbortController().signal);
  }
}

/** One order with an account, its deposit and its messages, and any number of instances that deliver them. */
export type DeliveryTrack = Awaited<ReturnType<typeof createDeliveryTrack>>;

export async function createDeliveryTrack(track: ReturnType<typeof useRaceTrack>, { maxTries = 60 } = {}) {
  let made = 0;
  await track.clear();
  const merchantUid = await track.order();
  const impUid = track.pay(merchantUid, { status: 'ready', pay_method: 'vbank' });
  const { payments } = track.sandbox();
  const clock = { ms: Date.now() + 1_000 };
  const carried: string[] = [];
  const arrivals = { fail: 0 };
  const carry = async (_message: unknown, id: string) => {
    if (arrivals.fail-- > 0) throw new Error('the carrier is down');
    carried.push(id);
  };
  const deps = (): DeliverNotificationsDeps => ({
    outbox: createOutbox(track.connection()),
    findOrder: createOrders(track.connection(), { pollSoonMs: 60_000 }).findOrder,
    carriers: perChannel(() => carry),
    isAlerting: false,
    now: () => new Date(clock.ms),
    random: () => 0,
    newId: () => `made-${(made += 1)}`,
    // Only the end of a delivery causes the next claim, so the moments are always the same.
    pause: () => new Promise(() => undefined),
    pauseMs: 1_000,
    withinTimeLimit: (work) => work(),
    leaseMs: LEASE_MS,
    slots: createDeliverySlots(perChannel(() => 2)),
    inOwnTrace: (_what, work) => work(),
    retry: { firstDelayMs: 5_000, maxDelayMs: MINUTES, maxTries },
    onFailure: () => undefined,
    onDeadLetter: () => undefined,
  });
  /** Lets time pass and runs passes until nothing is left. */
  const drain = async () => {
    for (let round = 0; round < 10; round += 1) {
      await deliverAll(deps());
      clock.ms += 5 * MINUTES;
    }
  };
  /** The buyer opens an account and pays into it; each is reported, and what is delivered at once has then arrived. */
  async function pay(report: () => Promise<unknown>): Promise<void> {
    payments.issueVirtualAccount(impUid);
    await report();
    payments.deposit(impUid);
    await report();
  }
  /** Verifies the payment as an instance does that delivers the messages at once. */
  async function verifyAndDeliver({ verify, deliver }: AtOnceDeps): Promise<void> {
    const faults: unknown[] = [];
    const onFault = (error: unknown) => faults.push(error);
    const atOnce = createDeliveriesAtOnce({ ...deliver, longestMs: 10_000, onDone: () => undefined, onFault });
    const report = { impUid, merchantUid, source: 'webhook' } as const;
    await track.verify({ ...verify, claimNew: atOnce.claimNew }, report).finally(atOnce.settled);
    if (faults.length > 0) throw faults[0];
  }
  // One clock for writes and passes: however slow the machine is, a message is due for the next pass.
  const verifyDeps = (): VerifyPaymentDeps => ({ ...track.verifyDeps(), now: deps().now });
  const atOnceDeps = (): AtOnceDeps => ({ verify: verifyDeps(), deliver: deps() });
  const verify = () => track.verify(verifyDeps(), { impUid, merchantUid, source: 'webhook' });
  return { merchantUid, deps, atOnceDeps, clock, carried, arrivals, drain, pay, verify, verifyAndDeliver };
}

/** What one instance verifies with, and what it delivers with. */
export interface AtOnceDeps {
  readonly verify: VerifyPaymentDeps;
  readonly deliver: DeliverNotificationsDeps;
}

/** Delivers what is left, and @returns what is wrong with the order and its messages then */
export async function problemsOf(
  track: ReturnType<typeof useRaceTrack>,
  { carried, drain, merchantUid }: DeliveryTrack,
): Promise<string[]> {
  const { outbox, attention } = await drain().then(() => track.stored(merchantUid));
  const stored = outbox.filter(({ deadAt }) => deadAt === undefined);
  const dead = outbox.filter(({ deadAt }) => deadAt !== undefined).map(({ id }) => id);
  const raised = attention.flatMap(({ notificationId }) => notificationId ?? []);
  const undelivered = stored.filter(({ deliveredAt }) => deliveredAt === null).map(({ id }) => `${id} is left`);
  const foreign = carried.filter((id) => !outbox.some((entry) => entry.id === id)).map((id) => `${id} is nobody's`);
  const outOfTurn = (['shop', 'sms'] as const).flatMap((channel) => {
    const wanted = stored.filter(({ message }) => message.channel === channel).map(({ id }) => id);
    const found = [...new Set(carried)].filter((id) => wanted.includes(id));
    return wanted.join() === found.join() ? [] : [`${channel}: ${found.join()} instead of ${wanted.join()}`];
  });
  const unseen = stored.filter(({ id }) => !carried.includes(id)).map(({ id }) => `${id} was never carried`);
  const untold = dead.sort().join() === raised.sort().join() ? [] : [`${dead.join()} died, told of ${raised.join()}`];
  return [...undelivered, ...outOfTurn, ...untold, ...foreign, ...unseen, ...(await track.problems(merchantUid))];
}
