import type {
  Acceptance,
  AcceptResult,
  AcknowledgeResult,
  Acknowledgement,
  Amendment,
  AmendResult,
  AuditQuery,
  AuditResult,
  CancelResult,
  GetOrderResult,
  GetResendResult,
  ListOrdersQuery,
  ListOrdersResult,
  NewCancel,
  NewOrder,
  NewResend,
  RecheckResult,
  RegisterResult,
  ReplayResult,
  ResendEventResult,
  ResendOrderPeriod,
  ResendOrderResult,
  ResendPeriodResult,
  TimelineResult,
} from './answers';
import type { CallOptions } from './send-call';

/** The orders of the service. */
export interface OrdersClient {
  /**
   * Registers an order before the payment window opens (`POST /orders`). Without a `merchant_uid` the client makes one, so that a
   * repeat registers no second order.
   *
   * @throws CheckoutClientError
   */
  readonly register: (order: NewOrder, options?: CallOptions) => Promise<RegisterResult>;
  /**
   * Reads an order. Ship on its `status`, never on what a browser says.
   *
   * @throws CheckoutClientError
   */
  readonly get: (merchantUid: string, options?: CallOptions) => Promise<GetOrderResult>;
  /**
   * One page of the orders that have all of the filters, the newest first.
   *
   * @throws CheckoutClientError
   */
  readonly list: (query?: ListOrdersQuery, options?: CallOptions) => Promise<ListOrdersResult>;
  /**
   * Changes name, amount or deadline of an unpaid order.
   *
   * @throws CheckoutClientError
   */
  readonly amend: (merchantUid: string, terms: Amendment, options?: CallOptions) => Promise<AmendResult>;
  /**
   * Refunds a payment, revokes a virtual account or closes an unpaid order. Without a `request_id` the client makes one and
   * keeps it over its tries.
   *
   * @throws CheckoutClientError the money may be given back all the same: repeat with the error's `requestId`
   */
  readonly cancel: (merchantUid: string, cancel: NewCancel, options?: CallOptions) => Promise<CancelResult>;
  /**
   * Accepts a held payment, which settles its order.
   *
   * @throws CheckoutClientError
   */
  readonly accept: (merchantUid: string, acceptance: Acceptance, options?: CallOptions) => Promise<AcceptResult>;
  /**
   * Takes an order off the attention list.
   *
   * @throws CheckoutClientError
   */
  readonly acknowledge: (
    merchantUid: string,
    seen: Acknowledgement,
    options?: CallOptions,
  ) => Promise<AcknowledgeResult>;
  /**
   * Asks i'mport for the payments of an order now.
   *
   * @throws CheckoutClientError
   */
  readonly recheck: (merchantUid: string, options?: CallOptions) => Promise<RecheckResult>;
  /**
   * What happened to an order, the oldest first.
   *
   * @throws CheckoutClientError
   */
  readonly timeline: (merchantUid: string, options?: CallOptions) => Promise<TimelineResult>;
  /**
   * Sends the delivered events of an order to the shop again. Not repeated where the answer was lost.
   *
   * @throws CheckoutClientError
   */
  readonly resend: (
    merchantUid: string,
    period: ResendOrderPeriod,
    options?: CallOptions,
  ) => Promise<ResendOrderResult>;
}

/** The events for the shop's server. */
export interface EventsClient {
  /**
   * Sends a delivered event again, under its `webhook-id`. Not repeated where the answer was lost.
   *
   * @throws CheckoutClientError
   */
  readonly resend: (id: string, options?: CallOptions) => Promise<ResendEventResult>;
  /**
   * Sends a dead letter again. Not repeated where the answer was lost.
   *
   * @throws CheckoutClientError
   */
  readonly replay: (id: string, options?: CallOptions) => Promise<ReplayResult>;
  /**
   * Sends all events of a period again, in the background.
   *
   * @throws CheckoutClientError repeat with the error's `requestId`
   */
  readonly resendPeriod: (period: NewResend, options?: CallOptions) => Promise<ResendPeriodResult>;
  /**
   * How far the resend of a period has come.
   *
   * @throws CheckoutClientError
   */
  readonly getResend: (requestId: string, options?: CallOptions) => Promise<GetResendResult>;
}

/** Who did what. */
export interface AuditClient {
  /**
   * One page of the audit log, the newest first.
   *
   * @throws CheckoutClientError
   */
  readonly list: (query?: AuditQuery, options?: CallOptions) => Promise<AuditResult>;
}

/**
 * A line to the service. It holds no state, so one is enough for a process. Every documented answer is a value with a `status`;
 * only faults are thrown.
 */
export interface CheckoutClient {
  /** Registers, reads, lists and changes orders. */
  readonly orders: OrdersClient;
  /** Sends events again. */
  readonly events: EventsClient;
  /** Reads who did what. */
  readonly audit: AuditClient;
}
