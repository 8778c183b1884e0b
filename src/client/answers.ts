import type { components, operations } from './openapi';

type Operation = keyof operations;
type Responses<Name extends Operation> = operations[Name]['responses'];
type JsonOf<Answer> = Answer extends { content: { 'application/json': infer Body } } ? Body : never;
/** The bodies of an operation's answers, without those of faults, and without those of the statuses `Without`. */
type BodyOf<Name extends Operation, Without = never> = {
  [Http in Exclude<keyof Responses<Name>, 500 | 503 | Without>]: JsonOf<Responses<Name>[Http]>;
}[Exclude<keyof Responses<Name>, 500 | 503 | Without>];
type Success = 200 | 201 | 204;
type RequestOf<Name extends Operation> = operations[Name] extends {
  requestBody: { content: { 'application/json': infer Body } };
}
  ? Body
  : never;
type QueryOf<Name extends Operation> = NonNullable<operations[Name]['parameters']['query']>;

/** The service's documented refusals of an operation, told apart by `status`. */
export type Refusal<Name extends Operation> = BodyOf<Name, Success>;

/** An order as it stands. `status` is its state. */
export type Order = components['schemas']['Order'];
/** The order in the answer to its change: in short for a key without the scope `orders:read`. */
export type ChangedOrder = Order | components['schemas']['OrderInShort'];
/** A payment of an order as last reported. */
export type Payment = components['schemas']['Payment'];
/** A refund, or the revocation of a virtual account. */
export type Cancel = components['schemas']['Cancel'];
/** A case for a person. */
export type Attention = components['schemas']['Attention'];
/** An entry of the audit log. */
export type AuditEntry = components['schemas']['AuditEntry'];
/** What happened to an order. */
export type Timeline = JsonOf<Responses<'getTimeline'>[200]>;
/** How far the resend of a period has come. */
export type Resend = JsonOf<Responses<'getResend'>[200]>;

/** What is registered. The amount is in the currency's main unit: 1004 of KRW, 12.34 of USD. */
export type NewOrder = RequestOf<'postOrder'>;
/** `created` is false where the same order was registered before. */
export type RegisterResult =
  { readonly status: 'ok'; readonly created: boolean; readonly order: ChangedOrder } | Refusal<'postOrder'>;

/** The order, or `orderNotFound`. */
export type GetOrderResult = { readonly status: 'ok'; readonly order: Order } | Refusal<'getOrder'>;

/** Which orders are listed. Times are ISO 8601 with an offset, or Korean days such as `2026-11-30`. */
export type ListOrdersQuery = QueryOf<'getOrders'>;
/** One page. `next` is the `after` of the next page, null on the last one. */
export type ListOrdersResult =
  { readonly status: 'ok'; readonly orders: readonly Order[]; readonly next: string | null } | Refusal<'getOrders'>;

/** The terms that change; the others stay. */
export type Amendment = RequestOf<'patchOrder'>;
/** `orderLocked`: only `expires_at` may still change, or nothing. */
export type AmendResult = { readonly status: 'ok'; readonly order: ChangedOrder } | Refusal<'patchOrder'>;

type CancelBody = RequestOf<'postCancel'>;
/**
 * What is given back: `amount` in the currency's main unit, or `all` that is left. Without a `request_id` the client makes one.
 */
export type NewCancel = Omit<CancelBody, 'request_id' | 'amount' | 'all'> & {
  /** Your key of this refund, such as the id of the return. Repeats of it refund once. */
  readonly request_id?: string | undefined;
} & ({ readonly amount: number; readonly all?: never } | { readonly all: true; readonly amount?: never });
/** Money is given back at `cancelDone` only; `cancelling` is still under way. */
export type CancelResult = BodyOf<'postCancel'>;

/** Which held payment settles its order, and why. */
export type Acceptance = RequestOf<'postAccept'>;
/** `notAcceptable`: no money is held by this payment. */
export type AcceptResult = BodyOf<'postAccept'>;

/** `entries` is the number of attention entries that the person has seen. */
export type Acknowledgement = RequestOf<'postAcknowledge'>;
/** `attentionChanged`: there is more to see by now; read the order again. */
export type AcknowledgeResult = { readonly status: 'ok' } | Refusal<'postAcknowledge'>;

/** What i'mport says of the order's payments, and what differed. */
export type RecheckResult = BodyOf<'postRecheck'>;
/** All that happened to the order, the oldest first. */
export type TimelineResult = { readonly status: 'ok'; readonly timeline: Timeline } | Refusal<'getTimeline'>;

/** Times are ISO 8601 with an offset, or Korean days such as `2026-11-30`. */
export type ResendOrderPeriod = RequestOf<'postResendOrder'>;
/** How many events go out again. */
export type ResendOrderResult = BodyOf<'postResendOrder'>;
/** Whether the event goes out again, under its id. */
export type ResendEventResult = BodyOf<'postResendMessage'>;
/** `notDead`: it was delivered, or is still tried. */
export type ReplayResult = BodyOf<'postReplay'>;

/** Without a `request_id` the client makes one. */
export type NewResend = Omit<RequestOf<'postResendPeriod'>, 'request_id'> & {
  readonly request_id?: string | undefined;
};
/** The resend as it was recorded; `getResend` tells how far it has come. */
export type ResendPeriodResult = BodyOf<'postResendPeriod'>;
/** How far a resend has come, or that there is none of that id. */
export type GetResendResult = { readonly status: 'ok'; readonly resend: Resend } | Refusal<'getResend'>;

/** Which entries are listed. Times are ISO 8601 with an offset, or Korean days such as `2026-11-30`. */
export type AuditQuery = QueryOf<'getAudit'>;
/** One page, the newest first. `next` is the `after` of the next page, null on the last one. */
export type AuditResult =
  | { readonly status: 'ok'; readonly entries: readonly AuditEntry[]; readonly next: string | null }
  | Refusal<'getAudit'>;
