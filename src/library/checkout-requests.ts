import type { Buyer } from '../domain/order';
import type { OrderState } from '../domain/order-state';

/** Who asks, for the audit log. */
export interface ByOperator {
  /**
   * A person of the shop: 1 to 64 letters, digits, spaces and `. _ @ -`, with at most 8 digits. Nobody checks it.
   *
   * @default the shop's server itself
   */
  readonly operator?: string | undefined;
}

/** What the shop wants to be paid. */
export interface OrderInput {
  /**
   * 1 to 40 letters, digits, `_` and `-` (§8.2). Nobody may guess it.
   *
   * @default 32 random letters and digits
   */
  readonly merchantUid?: string | undefined;
  /** 1 to 40 characters, as the buyer reads it (§2.3). */
  readonly name: string;
  /** A decimal of the currency, more than 0: whole won, cents as `10.5`. */
  readonly amount: number;
  /** ISO 4217. @default 'KRW' */
  readonly currency?: string | undefined;
  /** The shop's own id of the customer, at most 64 characters. @default none */
  readonly customerId?: string | null | undefined;
  /** Personal data. `tel` is needed for text messages to the buyer. @default none */
  readonly buyer?: Buyer | null | undefined;
  /** Until when the order may be paid; in the future. @default for ever */
  readonly expiresAt?: Date | null | undefined;
}

/** New terms of an order that nothing was paid for. At least one; an absent one stays. */
export interface OrderAmendment {
  /** 1 to 40 characters, as the buyer reads it (§2.3). */
  readonly name?: string | undefined;
  /** A decimal of the order's currency. */
  readonly amount?: number | undefined;
  /** Until when the order may be paid; in the future. It may change while nothing else may. */
  readonly expiresAt?: Date | undefined;
}

/** A refund of a paid order, the revocation of an open account, or the closing of an unpaid order (§5). */
export type CancelInput = CancelTerms &
  (
    | {
        /** How much, a decimal of the currency; more than 0. */
        readonly amount: number;
        readonly all?: never;
      }
    | {
        /** All that is left. */
        readonly all: true;
        readonly amount?: never;
      }
  );

/** The terms of a cancel beside its amount. */
export interface CancelTerms {
  /** 1 to 64 letters, digits, `_` and `-`. A repeat with the same one gives nothing back twice. */
  readonly requestId: string;
  /** 1 to 200 characters; i'mport gets it. */
  readonly reason: string;
  /** The payment. @default the one that settled the order */
  readonly impUid?: string | undefined;
  /** Nothing is given back unless exactly so much is left to cancel, a decimal of the currency. @default it is not compared */
  readonly ifCancellable?: number | undefined;
  /** The part without VAT, a decimal of the currency; some PGs need it where the payment had one (§5.1). @default not sent */
  readonly taxFree?: number | undefined;
  /** The part that is VAT, a decimal of the currency; some PGs need it where the payment had one (§5.1). @default not sent */
  readonly vatAmount?: number | undefined;
  /** Whether a promotion's discount stays though what is left no longer meets its conditions (§5.1). @default false, i'mport's own */
  readonly retainPromotion?: boolean | undefined;
  /** Who wants it (§5.1). @default not sent; `admin` for Naver Pay, which needs one */
  readonly requester?: 'customer' | 'admin' | undefined;
  /** Where the deposit of a virtual account goes back to. Personal data. */
  readonly refund?: {
    readonly holder?: string | undefined;
    /** i'mport's code of the bank. */
    readonly bank?: string | undefined;
    readonly account?: string | undefined;
    readonly tel?: string | undefined;
  };
}

/** Which orders to list. All of the given filters must fit. */
export interface OrderListFilter {
  /** Any of these states. @default all */
  readonly statuses?: readonly OrderState[] | undefined;
  /** Only orders with attention that nobody has acknowledged. */
  readonly needsAttention?: true | undefined;
  /** The shop's own id of the customer. */
  readonly customerId?: string | undefined;
  /** Of a payment; i'mport is asked which order it is of. */
  readonly impUid?: string | undefined;
  /** What the key begins with. */
  readonly merchantUidPrefix?: string | undefined;
  /** Registered at this time or later. */
  readonly createdFrom?: Date | undefined;
  /** Registered before this time. */
  readonly createdTo?: Date | undefined;
  /** First paid at this time or later. */
  readonly paidFrom?: Date | undefined;
  /** First paid before this time. */
  readonly paidTo?: Date | undefined;
  /** 1 to 100. @default 50 */
  readonly limit?: number | undefined;
  /** `next` of the page before, with the same filters. @default the first page */
  readonly after?: string | undefined;
}

/** When events were delivered. */
export interface EventPeriod {
  /** @default since the order was registered */
  readonly from?: Date | undefined;
  /** Not included. @default until now */
  readonly to?: Date | undefined;
}
