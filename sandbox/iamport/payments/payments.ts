import { copyOf } from '../copy-of';
import { finishCancels } from './cancel-by-api';
import type { CancelRequest } from './cancel-request';
import type { NewPayment, Payment } from './payment';
import type { PaymentDeps } from './payment-deps';
import { approvePayment, cancelInConsole, declinePayment } from './payment-moves';
import type { PaymentSetup } from './payment-record';
import { presentPayment } from './present-payment';
import { type AccountFields, depositInto, expireAccount, issueAccount, revokeAccount } from './virtual-account';

/**
 * The payments as the person who drives the sandbox sees them. Every function returns a copy of the payment after the
 * change; the webhook that the change causes is under way then (wait with `webhooks.settled()`).
 * @throws Impossible when there is no such payment, or when it is not in a state for this
 */
export interface Payments {
  /**
   * Puts a payment in place in any state; no webhook. What the status implies (`paid_at`, card, receipt, cancel
   * history, ...) is filled in; every field given wins.
   */
  create: (fields: NewPayment, setup?: Partial<PaymentSetup>) => Payment;
  /** Sets fields to anything that the type allows, sense or nonsense; no webhook. */
  change: (impUid: string, fields: Partial<Omit<Payment, 'imp_uid'>>) => Payment;
  /**
   * Lays fields over the payment on the wire only: unknown ones, wrong types, and `undefined` to take one away.
   * Null ends it.
   */
  distort: (impUid: string, fields: Record<string, unknown> | null) => Payment;
  get: (impUid: string) => Payment | undefined;
  /** What the API was asked to cancel of it, refused requests too, oldest first. */
  cancelRequests: (impUid: string) => CancelRequest[];
  /** Oldest first. */
  all: () => Payment[];
  /** As the API would show it, distortions included. */
  shown: (impUid: string, extension?: boolean) => Record<string, unknown>;
  /** `ready` or `failed` (late, §2.4) becomes `paid`; webhook. */
  approve: (impUid: string) => Payment;
  /** `ready` becomes `failed`; no webhook (§7.1). */
  decline: (impUid: string, reason?: string) => Payment;
  /** An account is issued; `ready` webhook (§9). */
  issueVirtualAccount: (impUid: string, account?: AccountFields) => Payment;
  /** The account is paid into, in time, late, or after it was revoked; `paid` webhook. */
  deposit: (impUid: string, amount?: number) => Payment;
  /** The account is revoked; no webhook. */
  revoke: (impUid: string) => Payment;
  /** The account's deadline passes; no webhook, still `ready`. */
  expire: (impUid: string) => Payment;
  /** A cancel in the console, whole unless an amount is given; `cancelled` webhook (§7.1). */
  consoleCancel: (impUid: string, cancel?: { amount?: number | undefined; reason?: string | undefined }) => Payment;
  /** Refunds that were under way are done: `cancelled`; webhook for each (§5.1, §7.1). */
  finishCancel: (impUid: string) => Payment;
}

/** Puts the driver's view over the store and the moves. */
export function createPayments(deps: PaymentDeps): Payments {
  const { store } = deps;
  const after = (impUid: string, move: (record: ReturnType<typeof store.require>) => unknown) => {
    const record = store.require(impUid);
    move(record);
    return copyOf(record.payment);
  };
  return {
    create: (fields, setup) => copyOf(store.insert(fields, setup).payment),
    change: (impUid, fields) => after(impUid, (record) => store.update(record, copyOf(fields))),
    distort: (impUid, fields) => after(impUid, (record) => (record.distortion = copyOf(fields ?? {}))),
    get: (impUid) => copyOf(store.find(impUid)?.payment),
    cancelRequests: (impUid) => copyOf(store.require(impUid).cancelRequests),
    all: () => store.all().map(({ payment }) => copyOf(payment)),
    shown: (impUid, extension) => presentPayment(store.require(impUid), extension),
    approve: (impUid) => after(impUid, (record) => approvePayment(deps, record)),
    decline: (impUid, reason) => after(impUid, (record) => declinePayment(deps, record, reason)),
    issueVirtualAccount: (impUid, account) => after(impUid, (record) => issueAccount(deps, record, account)),
    deposit: (impUid, amount) => after(impUid, (record) => depositInto(deps, record, amount)),
    revoke: (impUid) => after(impUid, (record) => revokeAccount(deps, record)),
    expire: (impUid) => after(impUid, (record) => expireAccount(deps, record)),
    consoleCancel: (impUid, cancel) => after(impUid, (record) => cancelInConsole(deps, record, cancel ?? {})),
    finishCancel: (impUid) => after(impUid, (record) => finishCancels(deps, record)),
  };
}
