import type { Actor } from '../domain/access-key';
import type { Order } from '../domain/order';
import type { ReportedPayment } from '../domain/payment';
import type { OrderPaymentsSearch } from '../iamport/order-payments';
import type { UnreadablePayment } from '../iamport/wire';
import type { Deadline } from '../lib/create-deadline';
import type { Orders } from '../store/orders';
import type { Finding } from './reconcile-payments';
import type { RecordAudit } from './record-audit';

/** What a recheck found: the payments that i'mport has, what differed, and what could not be read. */
export type Recheck =
  | { readonly result: 'orderNotFound' }
  | {
      readonly result: 'rechecked';
      /** The order afterwards. */
      readonly order: Order;
      readonly payments: readonly ReportedPayment[];
      readonly findings: readonly Finding[];
      readonly unreadable: readonly UnreadablePayment[];
    };

/** The service with its dependencies bound. */
export type RecheckOrder = (merchantUid: string, actor: Actor) => Promise<Recheck>;

export interface RecheckOrderDeps {
  readonly findOrder: Orders['findOrder'];
  readonly recordAudit: RecordAudit;
  readonly findAllPayments: OrderPaymentsSearch['findAllPayments'];
  /** Records payments, and says what differed. */
  readonly reconcile: (
    order: Order,
    payments: readonly ReportedPayment[],
    onFinding: (finding: Finding) => void,
  ) => Promise<Order>;
  readonly onUnreadable: (unreadable: UnreadablePayment) => void;
  /** Limits concurrent look-ups of orders. */
  readonly inRepairQueue: <T>(merchantUid: string, work: () => Promise<T>) => Promise<T>;
  /** Limits the queue, the calls to i'mport and the writes together. */
  readonly withinDeadline: Deadline;
}

/**
 * Asks i'mport for the payments of an order, whatever its state, and records them as every other report.
 *
 * @throws CheckoutError `unavailable`, `gatewayRefused`, `gatewayReplyUnexpected` when i'mport gives no answer; `unavailable` when it
 *   gives it too late
 */
export async function recheckOrder(deps: RecheckOrderDeps, merchantUid: string, actor: Actor): Promise<Recheck> {
  const order = await deps.findOrder(merchantUid);
  if (order === null) return { result: 'orderNotFound' };
  await deps.recordAudit(actor, { action: 'recheck', merchantUid });
  return deps.withinDeadline((signal) =>
    deps.inRepairQueue(merchantUid, async () => {
      const { payments, unreadable } = await deps.findAllPayments(merchantUid, async () => !signal.aborted);
      signal.throwIfAborted();
      unreadable.forEach(deps.onUnreadable);
      const findings: Finding[] = [];
      const after = await deps.reconcile(order, payments, (finding) => findings.push(finding));
      return { result: 'rechecked', order: after, payments, findings, unreadable };
    }),
  );
}
