import type { Actor } from '../domain/access-key';
import { reasonOf, type AuditDetails } from '../domain/audit';
import { auditMessages } from '../domain/audit-messages';
import { personalTextsOf, type Order } from '../domain/order';
import type { OrderChange } from '../domain/order-change';
import { orderOfMessage } from '../domain/message-id';
import type { Period } from '../domain/order-filter';
import { planEventsResend, planMessageResend, type MessageAnswer, type OrderWithOutbox } from '../domain/plan-resend';
import { updateOrder, type UpdateOrderDeps } from './update-order';

export interface ResendDeps extends UpdateOrderDeps<OrderWithOutbox> {
  /** @param by what the shop named */
  readonly onResent: (by: 'message' | 'order' | 'period', messages: number) => void;
}

/** What became of a message that the shop asked for again. `merchantUid` is null where no order has the id. */
export interface ResentMessage {
  readonly result: MessageAnswer;
  readonly merchantUid: string | null;
}

/** What became of an order's events. `messages` counts those that go out again, also by an earlier request. */
export type ResentOrder =
  | { readonly result: 'orderNotFound' }
  | { readonly result: 'resending' | 'nothingToResend'; readonly messages: number };

/** Who asks for a resend, for the audit log. */
export interface ResendBy {
  readonly actor: Actor;
  /** Not masked yet. @default none */
  readonly reason?: string | undefined;
}

/** A request about the events of an order. */
export interface ResendOrderBy extends ResendBy {
  /** What was sent again since then is not sent once more. @default it is */
  readonly seenAt?: Date;
}

/** The services with their dependencies bound. */
export type ResendMessage = (id: string, by: ResendBy) => Promise<ResentMessage>;
export type ResendOrder = (merchantUid: string, period: Period, by: ResendOrderBy) => Promise<ResentOrder>;

/**
 * Sends a delivered event to the shop again, under its id: a server that has processed it drops it. It goes through the
 * queue of its order, in its old place. The same write stores the entry for the audit log. A repeat while it waits changes
 * nothing, and is not recorded.
 *
 * @throws CheckoutError `unavailable`
 */
export async function resendMessage(deps: ResendDeps, id: string, by: ResendBy): Promise<ResentMessage> {
  const merchantUid = orderOfMessage(id);
  const found = merchantUid === null ? null : await deps.findOrder(merchantUid);
  if (found === null) return { result: 'messageNotFound', merchantUid: null };
  const { answer, change } = await updateOrder(deps, found, (order, at) =>
    recorded(order, planMessageResend(order, id, at), by, { notification_id: id }, at),
  );
  if (change !== null) deps.onResent('message', 1);
  return { result: answer, merchantUid };
}

/**
 * Sends the events of an order again that the shop's server accepted within a period, each under its id and in their
 * sequence. The same write stores the entry for the audit log.
 *
 * @throws CheckoutError `unavailable`
 */
export async function resendOrder(
  deps: ResendDeps,
  merchantUid: string,
  period: Period,
  by: ResendOrderBy,
): Promise<ResentOrder> {
  const found = await deps.findOrder(merchantUid);
  if (found === null) return { result: 'orderNotFound' };
  const { resent, underWay } = await updateOrder(deps, found, (order, at) =>
    recorded(order, planEventsResend(order, period, at, by.seenAt), by, {}, at),
  );
  if (resent > 0) deps.onResent('order', resent);
  const messages = resent + underWay;
  return { result: messages === 0 ? 'nothingToResend' : 'resending', messages };
}

/** A plan whose change also says who asked for it. One that changes nothing stays as it is. */
function recorded<Plan extends { readonly change: OrderChange | null }>(
  order: Order,
  plan: Plan,
  { actor, reason }: ResendBy,
  details: AuditDetails,
  at: Date,
): Plan {
  if (plan.change === null) return plan;
  const { merchantUid } = order;
  const deed = { action: 'resend', merchantUid, details, personal: personalTextsOf(order) } as const;
  const messages = auditMessages(actor, { ...deed, ...(reason !== undefined && reasonOf(order, reason)) }, at);
  return { ...plan, change: { ...plan.change, messages } };
}
