import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CheckoutEventHandler, CheckoutEventName, HandlerOptions } from './checkout-event';
import type { CheckoutOrder } from './checkout-order';
import type {
  ByOperator,
  CancelInput,
  EventPeriod,
  OrderAmendment,
  OrderInput,
  OrderListFilter,
} from './checkout-requests';
import type {
  AcceptOutcome,
  AcknowledgeOutcome,
  AmendOutcome,
  CancelOutcome,
  DeadLetter,
  OrderListPage,
  RecheckOutcome,
  ReplayOutcome,
  ResendOutcome,
  VerifyOutcome,
} from './checkout-results';

/**
 * The orders of payment. Refusals are values with a `status`. Each method throws CheckoutUsageError `invalidInput` for an input
 * that no order can have, and CheckoutError `unavailable`, `gatewayRefused` or `gatewayReplyUnexpected` for a fault: the same call may
 * be made again.
 */
export interface CheckoutOrders {
  /**
   * Registers an order before its payment window opens, and its amount with i'mport (§4). A repeat with the same `merchantUid` and
   * terms returns the order that is there.
   *
   * @throws CheckoutUsageError `orderConflict` where an order of that `merchantUid` has other terms
   */
  register(order: OrderInput, by?: ByOperator): Promise<CheckoutOrder>;
  /** Changes the terms of an order while nothing is paid. */
  amend(merchantUid: string, amendment: OrderAmendment, by?: ByOperator): Promise<AmendOutcome>;
  /** Reads an order; null where there is none. i'mport is asked first where an unpaid order waits for longer than 30 s. */
  get(merchantUid: string): Promise<CheckoutOrder | null>;
  /** Lists orders, the newest first, page by page. i'mport is not asked, but for the filter `impUid`. */
  list(filter?: OrderListFilter): Promise<OrderListPage>;
  /** Gives money back, revokes an open account, or closes an unpaid order (§5). Idempotent by `requestId`. */
  cancel(merchantUid: string, cancel: CancelInput, by?: ByOperator): Promise<CancelOutcome>;
  /** Lets a payment that is held settle its order. */
  accept(
    merchantUid: string,
    decision: { readonly impUid: string; readonly reason: string },
    by?: ByOperator,
  ): Promise<AcceptOutcome>;
  /** Takes an order off the attention list. @param seen how many attention entries the person saw, and a name of that person */
  acknowledge(
    merchantUid: string,
    seen: { readonly entries: number; readonly by?: string },
    by?: ByOperator,
  ): Promise<AcknowledgeOutcome>;
  /** Asks i'mport for all payments of an order now, and records what differs. */
  recheck(merchantUid: string, by?: ByOperator): Promise<RecheckOutcome>;
  /** Delivers events of an order again that were delivered within a period, each under its id. */
  resend(merchantUid: string, period?: EventPeriod, by?: ByOperator): Promise<ResendOutcome>;
}

/** Messages that could not be delivered: of handlers, and of every other carrier. */
export interface DeadLetters {
  /** Up to `limit` of them, the oldest first. @param limit 1 to 1,000. @default 100 */
  list(limit?: number): Promise<readonly DeadLetter[]>;
  /** Tries one again, up to 60 times, under the same id. */
  replay(id: string, by?: ByOperator): Promise<ReplayOutcome>;
}

/** A middleware of Express 5 and 4, and of NestJS on Express. Its types need those of no Express. */
export type CheckoutRouter = (req: IncomingMessage, res: ServerResponse, next: (error?: unknown) => void) => void;

/** A checkout of one merchant. Several may be in one process. */
export interface Checkout {
  /**
   * The three roads of a payment and the confirm call: `POST` and `GET /payments/complete`, `POST /payments/webhook` and
   * `POST /payments/confirm` (§6, §7, §8). Other paths go on to the shop's routes. Mount it in an app of Express 5 or 4, at the root or
   * under a path, before or after the shop's own body parsers.
   */
  readonly router: CheckoutRouter;
  /** Registers, reads, lists and changes orders. */
  readonly orders: CheckoutOrders;
  /** Lists and replays what could not be delivered. */
  readonly deadLetters: DeadLetters;
  /**
   * Verifies a payment that a client of the shop reports by a way of its own. Nothing that the client says is believed: the ids are keys
   * for the look-up at i'mport.
   *
   * @throws CheckoutError as `CheckoutOrders`; CheckoutUsageError `invalidInput`
   */
  verify(report: { readonly impUid: string; readonly merchantUid: string }): Promise<VerifyOutcome>;
  /**
   * Sets the handler of an event. At least once: a process that dies is followed by another one. Call it before `start()`, in every
   * process that has the handler; an event waits for a process that has one, and needs attention after a day without any.
   *
   * @throws CheckoutUsageError `handlerExists`, `eventNotRecorded` (the option `events` does not name it), `unknownEvent`, `started`,
   *   `invalidInput` for its options
   */
  on<Name extends CheckoutEventName>(name: Name, handler: CheckoutEventHandler<Name>, options?: HandlerOptions): void;
  /**
   * Runs the passes: handlers, retries, cancels, looks at i'mport. Resolves once all indexes are there, which may take minutes in a large
   * database; reports are answered before. A second call waits for the first. A process that never calls it only serves requests. A database that does
   * not answer is waited for. Where it refuses an index, the call rejects: remove the cause and call it again.
   *
   * @throws CheckoutUsageError `stopped`; CheckoutError `unavailable` where the database refuses an index
   */
  start(): Promise<void>;
  /**
   * Begins nothing new, and waits for handlers and passes that run, for `stopTimeoutMs`. Then the signals of handlers abort, and others take the
   * work over. Closes a connection that the checkout opened.
   *
   * @throws CheckoutError `unavailable` where work was left
   */
  stop(): Promise<void>;
  /** Whether orders can be read and all indexes are there. Never throws. */
  isReady(): Promise<boolean>;
  /** The metrics of this checkout in the text format of Prometheus. docs/metrics.md names them. */
  metrics(): Promise<string>;
}
