/**
 * `iamport-checkout-backend/sandbox`: a server that behaves like i'mport's V1 API, with its payment window and a console, for
 * the tests of any shop. It keeps everything in memory, and needs no account.
 *
 * @packageDocumentation
 */
export { createSandbox } from './create-sandbox';
export type { RouteName } from './api/route-names';
export type { CallLog, RecordedCall } from './call-log';
export type { Channel, Channels } from './channels';
export type { Rsp, SdkScript } from './checkout/callback-rsp';
export type { CheckoutState, PayCaller, PayReturn } from './checkout/checkout';
export type { ApproveChoice } from './checkout/checkout-moves';
export type { Checkouts, CheckoutView } from './checkout/checkouts';
export type { Fault, FaultKind, FaultRequest } from './faults/fault';
export type { ActiveFault, FaultBoard } from './faults/fault-board';
export type { Impossible, ImpossibleReason } from './impossible';
export type { CancelRequest } from './payments/cancel-request';
export type { CancelEntry, DepositEntry, NewPayment, Payment, Promotion } from './payments/payment';
export type { PaymentSetup } from './payments/payment-record';
export type { Payments } from './payments/payments';
export type { AccountFields } from './payments/virtual-account';
export type { PreparedAmount, PreparedAmounts } from './prepared-amounts';
export type { Sandbox, SandboxDoors } from './sandbox';
export type { SandboxOptions } from './sandbox-options';
export type { Attacker, Settings, SettingsDesk, SettingsPatch, WebhookUrls } from './settings';
export type { Sleep } from './sleep';
export type { IssuedToken, Tokens } from './tokens';
export type { Clock } from './unix-seconds';
export type { Delivery, DeliveryAttempt, DeliveryOutcome, DeliveryTarget } from './webhooks/delivery';
export type { WebhookBody, WebhookFormat } from './webhooks/webhook-body';
export type { ActiveWebhookRule, WebhookRule, WebhookRules } from './webhooks/webhook-rule';
export type { EscrowChange, SendOptions, Webhooks } from './webhooks/webhooks';
