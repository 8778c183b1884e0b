import type { AuditRecord } from '../domain/audit';
import type { Channel } from '../domain/outbox';
import { planPeriodResend, type CarrierReplay } from '../domain/plan-resend';
import type { AuditLog } from '../store/audit-log';
import type { DeadLetters } from '../store/dead-letters';
import type { ResendableOrders } from '../store/resendable-orders';
import type { ResendClaim, Resends } from '../store/resends';
import { replayLetters, type SentAgain } from './replay-letters';
import type { ResendDeps } from './resend-messages';
import type { TryOrder } from './skip-poison-order';
import { updateOrder } from './update-order';

export interface ResendPeriodDeps
  extends ResendDeps, Pick<ResendableOrders, 'deliveredSince' | 'countDue' | 'countWaiting' | 'putBackRefused'> {
  readonly resends: Pick<Resends, 'claim' | 'advance' | 'removeEnded'>;
  readonly deadLetters: Pick<DeadLetters, 'page' | 'revive'>;
  readonly auditLog: Pick<AuditLog, 'add'>;
  /** Begins a run that skips an order that fails. */
  readonly skipPoisonOrders: () => TryOrder;
  readonly leaseMs: number;
  /** How many orders one step looks at. */
  readonly batchSize: number;
  /** While so many orders are due for the carrier, nothing is sent again: it has enough to do. */
  readonly maxDue: number;
  /** While so many orders wait for it, those in backoff included, nothing is sent again: its receiver takes nothing. */
  readonly maxWaiting: number;
  /** How long to wait then, in milliseconds. */
  readonly pauseMs: number;
  /** How long a resend is kept after its end, in milliseconds. */
  readonly keepMs: number;
  readonly onEnded: (resend: {
    readonly requestId: string;
    readonly replay?: CarrierReplay;
    readonly orders: number;
    readonly messages: number;
  }) => void;
}

/**
 * One pass over what is sent again: events whose pause after a refusal is over go back into their queue, and the resend of a
 * period that is due the longest goes on by a step.
 *
 * @throws CheckoutError `unavailable`
 */
export async function resendPeriod(deps: ResendPeriodDeps, signal: AbortSignal): Promise<{ readonly more: boolean }> {
  const { putBackRefused, now, batchSize } = deps;
  const isFull = (await putBackRefused(now(), batchSize)) === batchSize;
  const { more } = await resendStep(deps, signal);
  return { more: (more || isFull) && !signal.aborted };
}

/**
 * One step of the resend that is due the longest. It puts the messages of a batch of orders back into their queues, and
 * waits while the carrier has enough to do, or its receiver takes nothing: new messages go out meanwhile. The first step
 * copies the entry of the request into the audit log. After a crash the lease makes it due again; what was sent again already
 * is not sent again by it.
 *
 * @throws CheckoutError `unavailable`
 */
async function resendStep(deps: ResendPeriodDeps, signal: AbortSignal): Promise<{ readonly more: boolean }> {
  const { resends, leaseMs, pauseMs } = deps;
  const claim = await resends.claim({ now: deps.now(), leaseMs });
  if (claim === null) return { more: false };
  if (claim.audit !== null) await recordBy(deps, claim.audit);
  if (await mustWait(deps, claim.replay?.carrier ?? 'shop')) {
    const dueAt = new Date(deps.now().getTime() + pauseMs);
    await resends.advance(claim, { after: claim.after, orders: 0, messages: 0, dueAt, at: deps.now() });
    return { more: false };
  }
  const { replay } = claim;
  const { next, ...sent } = await (replay === undefined
    ? sendEvents(deps, claim, signal)
    : replayLetters(deps, { ...claim, replay }, signal));
  // Stopped in the middle: the same page again, at once, by whoever comes.
  const isWhole = !signal.aborted;
  const at = deps.now();
  const after = isWhole ? next : claim.after;
  const isEnd = isWhole && next === null;
  const isStored = await resends.advance(claim, { ...sent, after, dueAt: isEnd ? null : at, at });
  if (isEnd && isStored) {
    deps.onEnded({
      requestId: claim.requestId,
      ...(replay && { replay }),
      orders: claim.orders + sent.orders,
      messages: claim.messages + sent.messages,
    });
    await resends.removeEnded(new Date(at.getTime() - deps.keepMs));
  }
  return { more: isWhole };
}

/** Once by its id, also where the step is repeated. */
const recordBy = ({ auditLog }: ResendPeriodDeps, { id, ...entry }: AuditRecord) => auditLog.add(id, entry);

/** A few orders whose messages the receiver refuses are in backoff for up to two days: they must not stop a resend. */
async function mustWait(
  { countDue, countWaiting, maxDue, maxWaiting, now }: ResendPeriodDeps,
  carrier: Channel,
): Promise<boolean> {
  return (await countDue(carrier, now(), maxDue)) >= maxDue || (await countWaiting(carrier, maxWaiting)) >= maxWaiting;
}

async function sendEvents(deps: ResendPeriodDeps, claim: ResendClaim, signal: AbortSignal): Promise<SentAgain> {
  const { orders, next } = await deps.deliveredSince(claim.from, claim.after, deps.batchSize);
  const tryOrder = deps.skipPoisonOrders();
  let count = 0;
  let messages = 0;
  for (const found of orders) {
    if (signal.aborted) break;
    const done = await tryOrder(found.merchantUid, () =>
      updateOrder(deps, found, (order, at) => planPeriodResend(order, claim, at)),
    );
    if (done === undefined || done.resent === 0) continue;
    deps.onResent('period', done.resent);
    count += 1;
    messages += done.resent;
  }
  return { orders: count, messages, next };
}
