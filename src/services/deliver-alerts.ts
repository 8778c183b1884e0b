import { triesOf, type AlertMessage, type Refusal } from '../domain/outbox';
import type { Claim } from '../store/claim';
import {
  carry,
  deadLetter,
  endDelivery,
  type DeliverDeps,
  type DeliveryPass,
  type Ending,
} from './deliver-notifications';

/** Tells people of several alerts by one text. @param hasMore whether more of them wait */
export type SendAlerts = (alerts: readonly AlertMessage[], hasMore: boolean) => Promise<Refusal | void>;

export interface DeliverAlertsDeps extends DeliverDeps {
  readonly sendAlerts: SendAlerts;
  /** The most orders whose alerts one text tells. */
  readonly batchSize: number;
  /** How many results of one text are written at once, where each is a write of its own. */
  readonly writesAtOnce: number;
}

/** One pass over the due alerts. */
export type DeliverAlerts = () => Promise<DeliveryPass>;

/**
 * Creates the pass over the due alerts of all orders. One pass claims a batch and sends one text, so a burst becomes one line
 * with a number; the pause between passes bounds the texts of a minute. While the receiver asks for a pause, nothing is claimed.
 *
 * Delivery is at least once, as of every message.
 */
export function createDeliverAlerts(deps: DeliverAlertsDeps): DeliverAlerts {
  let quietUntilMs = 0;

  async function send(claims: readonly Claim[], hasMore: boolean): Promise<Refusal | null> {
    const alerts = claims.flatMap(({ entry }) => (entry.message.channel === 'alert' ? [entry.message] : []));
    const refusal = await carry(deps, () => deps.sendAlerts(alerts, hasMore));
    const pauseMs = Math.min(refusal?.retryAfterMs ?? 0, deps.retry.maxDelayMs);
    quietUntilMs = deps.now().getTime() + pauseMs;
    // One failed text, one line in the log.
    const [first] = claims;
    if (refusal !== null && first !== undefined) deps.onFailure(first, refusal.reason);
    return refusal;
  }

  return async () => {
    const pass = { delivered: 0, postponed: 0, dead: 0, lost: 0 };
    const now = deps.now();
    if (now.getTime() < quietUntilMs) return pass;
    const { leaseMs, batchSize: limit } = deps;
    const { claims, more } = await deps.outbox.claimDue({ channel: 'alert', now, leaseMs, limit });
    if (claims.length === 0) return pass;
    const count = (ending: Ending) => {
      pass[ending] += 1;
      deps.onEnding?.('alert', ending);
    };
    await deps.inOwnTrace({ kind: 'delivery', name: 'alert' }, () => deliverBatch(claims, more, count));
    return pass;
  };

  async function deliverBatch(claims: readonly Claim[], hasMore: boolean, count: Count): Promise<void> {
    const isSpent = ({ entry }: Claim) => triesOf(entry) > deps.retry.maxTries;
    const due = claims.filter((claim) => !isSpent(claim));
    const refusal = due.length === 0 ? null : await send(due, hasMore);
    const end = (claim: Claim) =>
      isSpent(claim)
        ? deadLetter(deps, claim, claim.entry.lastError ?? 'no try came to an end')
        : endDelivery(deps, claim, refusal);
    // The outbox writes such marks together, if they come at once.
    const isMarkedTogether = (claim: Claim) => refusal === null && !claim.hasNext && !isSpent(claim);
    const together = claims.filter(isMarkedTogether);
    const rest = claims.filter((claim) => !isMarkedTogether(claim)).values();
    const written = [
      ...together.map((claim) => endEach([claim], end, count)),
      ...Array.from({ length: deps.writesAtOnce }, () => endEach(rest, end, count)),
    ];
    throwFirst(await Promise.allSettled(written));
  }
}

type Count = (ending: Ending) => void;

/**
 * Ends one claim after the other. Callers may share `claims`: at an error one of them stops, and the others go on. Where all
 * have stopped, the database fails, and the other claims are due again when their lease runs out.
 */
async function endEach(claims: Iterable<Claim>, end: (claim: Claim) => Promise<Ending>, count: Count): Promise<void> {
  for (const claim of claims) count(await end(claim));
}

function throwFirst(results: readonly PromiseSettledResult<void>[]): void {
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}
