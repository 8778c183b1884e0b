import { COMMAND } from '../domain/access-key';
import { auditMessages } from '../domain/audit-messages';
import { findRedactionObstacle, type RedactionObstacle } from '../domain/find-redaction-obstacle';
import type { RedactionCause } from '../domain/log-entry';
import { newOutboxEntry, openEntries } from '../domain/outbox';
import { isRedactedWhole, withoutPersonalValues } from '../domain/redact-order';
import type { AuditLog } from '../store/audit-log';
import type { Redactable, RedactionRequest, Redactions } from '../store/redactions';
import type { Users } from '../store/users';

/** What became of the redaction of one order. */
export type Redaction =
  | { readonly result: 'redacted' | 'redactedBefore' | 'orderNotFound' }
  /** A pass does it once that has ended. */
  | { readonly result: 'waits'; readonly for: RedactionObstacle; readonly askedAt: Date | null }
  /** The order changed less than `RETAIN_BUYER_DAYS` ago, or that is 0. */
  | { readonly result: 'tooEarly' };

export interface RedactOrderDeps {
  readonly redactions: Redactions;
  readonly forgetAccount: Users['forgetAccount'];
  /** Removes the reasons of the order's entries from the audit log. */
  readonly forgetReasons: AuditLog['forgetReasons'];
  /** Copies the order's entries that wait for the audit log. */
  readonly copyAudit: (merchantUid: string) => Promise<void>;
  readonly now: () => Date;
  /** Makes the id of a message. */
  readonly newId: () => string;
  /** When an order with an obstacle is tried again, in milliseconds. */
  readonly obstacleMs: number;
}

const MAX_LOST_RACES = 5;

/**
 * Removes the personal values of one order, whatever its age. Where something still needs them, the order goes into the
 * queue, and a pass does it later.
 *
 * @param request null where the time of the order is over
 * @throws CheckoutError `unavailable`
 */
export async function redactOrder(
  deps: RedactOrderDeps,
  merchantUid: string,
  request: RedactionRequest | null,
): Promise<Redaction> {
  for (let lostRaces = 0; lostRaces <= MAX_LOST_RACES; lostRaces += 1) {
    const found = await findCopied(deps, merchantUid);
    if (found === null) return { result: 'orderNotFound' };
    const { order, outbox, place } = found;
    if (isRedactedWhole(order, outbox)) {
      if (place !== null) await deps.redactions.drop(merchantUid);
      return { result: 'redactedBefore' };
    }
    const obstacle = findRedactionObstacle(order, outbox, deps.now());
    if (obstacle !== null) return wait(deps, merchantUid, request, obstacle);
    if (await write(deps, found, request)) return { result: 'redacted' };
  }
  // Other writes came first each time: the order is in use.
  return wait(deps, merchantUid, request, 'messageOnItsWay');
}

/** Reads an order. Entries of it that wait for the audit log are copied before: the order has not to wait for them. */
async function findCopied(deps: RedactOrderDeps, merchantUid: string): Promise<Redactable | null> {
  const found = await deps.redactions.find(merchantUid);
  if (found === null || openEntries(found.outbox, 'audit').length === 0) return found;
  await deps.copyAudit(merchantUid);
  return deps.redactions.find(merchantUid);
}

async function wait(
  deps: RedactOrderDeps,
  merchantUid: string,
  request: RedactionRequest | null,
  obstacle: RedactionObstacle,
): Promise<Redaction> {
  if (request === null) await deps.redactions.postpone(merchantUid, later(deps));
  else await deps.redactions.ask(merchantUid, request, later(deps));
  return { result: 'waits', for: obstacle, askedAt: request?.at ?? null };
}

/** When an order with an obstacle is tried again. */
export const later = ({ now, obstacleMs }: Pick<RedactOrderDeps, 'now' | 'obstacleMs'>) =>
  new Date(now().getTime() + obstacleMs);

/**
 * The copy of the account on the customer's record goes first: after a crash in between, the order is still found. The write
 * of the order fails if a new account was recorded meanwhile.
 */
async function write(deps: RedactOrderDeps, found: Redactable, request: RedactionRequest | null): Promise<boolean> {
  const { order, outbox } = found;
  if (order.customerId !== null) await deps.forgetAccount(order.customerId, order.merchantUid);
  const cause: RedactionCause = request === null ? 'retention' : 'request';
  const by = request?.by ?? null;
  const at = deps.now();
  const entry = { kind: 'redacted', at, cause, ...(by !== null && { by }) } as const;
  // What a pass does by itself is no deed of a person.
  const actor = request === null ? null : { name: COMMAND, operator: by };
  const messages = auditMessages(actor, { action: 'redact', merchantUid: order.merchantUid }, at);
  const entries = messages.map((message) => newOutboxEntry(deps.newId(), message, at));
  await deps.forgetReasons(order.merchantUid);
  const isRedacted = await deps.redactions.redact(found, withoutPersonalValues(order, outbox), entry, entries);
  // An entry may have been copied in between.
  if (isRedacted) await deps.forgetReasons(order.merchantUid);
  return isRedacted;
}
