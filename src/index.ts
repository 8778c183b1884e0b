/** Checkout of payments with i'mport (PortOne V1), in the shop's own process. docs/library.md shows how it is used. */
export { createCheckout } from './library/create-checkout';
export { CheckoutError, CheckoutUsageError } from './domain/errors';
export type { AttentionReason, Buyer } from './domain/order';
export type { OrderState } from './domain/order-state';
export type { PaymentStatus } from './domain/payment';
export type { Outcome } from './domain/verdict';
export type { CheckoutErrorCode, CheckoutUsageErrorCode, InputError } from './domain/errors';
export type { Checkout, CheckoutOrders, CheckoutRouter, DeadLetters } from './library/checkout';
export type {
  CarrierOptions,
  CheckoutOptions,
  ConfirmQuestion,
  IamportOptions,
  MoneyOptions,
  ReconcileOptions,
  RouterOptions,
} from './library/checkout-options';
export type { CheckoutLogger, LogMethod } from './library/checkout-logger';
export type {
  CheckoutEvent,
  CheckoutEventHandler,
  CheckoutEventName,
  HandlerContext,
  HandlerOptions,
} from './library/checkout-event';
export type {
  CheckoutAccount,
  CheckoutAttention,
  CheckoutCancel,
  CheckoutOrder,
  CheckoutPayment,
  CheckoutTransition,
} from './library/checkout-order';
export type {
  ByOperator,
  CancelInput,
  CancelTerms,
  EventPeriod,
  OrderAmendment,
  OrderInput,
  OrderListFilter,
} from './library/checkout-requests';
export type {
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
} from './library/checkout-results';
