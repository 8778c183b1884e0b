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

/** The services with their dependencies bound. */
export type ResendMessage = (id: string) => Promise<ResentMessage>;
export type ResendOrder = (merchantUid: string, period: Period) => Promise<ResentOrder>;

/**
 * Sends a delivered event to the shop again, under its id: a server that has processed it drops it. It goes through the
 * queue of its order, in its old place. A repeat while it waits changes nothing.
 *
 * @throws CheckoutError `unavailable`
 */
export async function resendMessage(deps: ResendDeps, id: string): Promise<ResentMessage> {
  const merchantUid = orderOfMessage(id);
  const found = merchantUid === null ? null : await deps.findOrder(merchantUid);
  if (found === null) return { result: 'messageNotFound', merchantUid: null };
  const { answer, change } = await updateOrder(deps, found, (order, at) => planMessageResend(order, id, at));
  if (change !== null) deps.onResent('message', 1);
  return { result: answer, merchantUid };
}

/**
 * Sends the events of an order again that the shop's server accepted within a period, each under its id and in their
 * sequence.
 *
 * @throws CheckoutError `unavailable`
 */
export async function resendOrder(deps: ResendDeps, merchantUid: string, period: Period): Promise<ResentOrder> {
  const found = await deps.findOrder(merchantUid);
  if (found === null) return { result: 'orderNotFound' };
  const { resent, underWay } = await updateOrder(deps, found, (order, at) => planEventsResend(order, period, at));
  if (resent > 0) deps.onResent('order', resent);
  const messages = resent + underWay;
  return { result: messages === 0 ? 'nothingToResend' : 'resending', messages };
}
