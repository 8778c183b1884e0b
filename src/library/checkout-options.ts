import type { Connection } from 'mongoose';
import type { CheckoutEventName } from './checkout-event';
import type { CheckoutLogger } from './checkout-logger';
import type { CheckoutOrder } from './checkout-order';

/** The shop's account at i'mport (§1). */
export interface IamportOptions {
  /** The REST API key of i'mport's console (§1). */
  readonly apiKey: string;
  /** The REST API secret that belongs to it. It is in no log and no error. */
  readonly apiSecret: string;
  /** `test` lets payments of test channels settle orders: no money moves. There is no default. */
  readonly mode: 'live' | 'test';
  /** @default 'https://api.iamport.kr' */
  readonly apiUrl?: string | undefined;
  /** KG Inicis revokes virtual accounts only with this key (§5.2). @default its accounts are not revoked */
  readonly inicisApiKey?: string | undefined;
}

/** What is asked before a payment is approved (§6). */
export interface ConfirmQuestion {
  /** As it is stored; its amount is the one that is being approved. */
  readonly order: CheckoutOrder;
  /** The payment, which is not approved yet. Its amount was compared, and nothing else of it. */
  readonly impUid: string;
}

/** How orders are looked up at i'mport when no report comes. docs/settings.md explains each of them. */
export interface ReconcileOptions {
  /** The pauses between the looks at an order, in milliseconds, each 1 s to 30 days. @default 1m, 3m, 10m, 1h, 6h, 1d */
  readonly pollDelaysMs?: readonly number[] | undefined;
  /** 10 to 100,000. @default 300 */
  readonly callsPerMinute?: number | undefined;
  /** How far back the list of all payments is read at first, in days, 0 to 365. @default 3 */
  readonly firstDays?: number | undefined;
}

/** What the router needs beside the checkout. */
export interface RouterOptions {
  /** Origins whose pages may call `/payments/complete`, such as `https://shop.example`. @default none: the shop's own pages */
  readonly corsOrigins?: readonly string[] | undefined;
  /** The shop's result page for buyers who return by a redirect. @default a page of the router */
  readonly resultUrl?: string | undefined;
  /** Requests of one address in a minute; 0 for no limit. `req.ip` counts: set the app's `trust proxy`. @default 0 */
  readonly rateLimitPerMinute?: number | undefined;
  /** Look-ups at i'mport in a minute that nobody waits for; 0 for no limit. @default 600 */
  readonly lookUpsPerMinute?: number | undefined;
  /** Addresses of i'mport's webhooks (§7.4): a hint for the limits, never a proof. @default those that i'mport publishes */
  readonly gatewayAddresses?: readonly string[] | undefined;
}

/** Carriers of messages beside the handlers. Each is absent by default, and messages for it are then not recorded. */
export interface CarrierOptions {
  /** Sends every event to a server too, signed by the Standard Webhooks specification. */
  readonly shopWebhook?:
    | {
        readonly url: string;
        /** `whsec_` and at least 24 bytes in base64, the newest first. */
        readonly secrets: readonly string[];
      }
    | undefined;
  /** Text messages to buyers about virtual accounts. */
  readonly solapi?:
    | {
        readonly apiKey: string;
        readonly apiSecret: string;
        /** A number that is registered with Solapi. */
        readonly sender: string;
        /** @default 'https://api.solapi.com' */
        readonly apiUrl?: string | undefined;
      }
    | undefined;
  /** Tells people of new attention: a URL of Slack, Discord, or of any receiver of JSON. */
  readonly alerts?:
    | {
        readonly url: string;
      }
    | undefined;
}

/** Decisions about money that must not settle an order. docs/money-guards.md explains them. */
export interface MoneyOptions {
  /** @default 'hold' */
  readonly forgedPayment?: 'hold' | 'cancel' | undefined;
  /** @default 'hold' */
  readonly duplicatePayment?: 'hold' | 'cancel' | undefined;
  /** @default 'hold' */
  readonly latePayment?: 'accept' | 'hold' | 'cancel' | undefined;
  /** An account that takes deposits for longer raises attention, in days; 0 for no limit. @default 0 */
  readonly vbankMaxDays?: number | undefined;
}

/** What `createCheckout` takes. Nothing is read from the environment. */
export interface CheckoutOptions extends CarrierOptions, MoneyOptions, RouterOptions {
  /**
   * A connection of mongoose, which is never closed and gets no models; or a URI that names a database, over which the checkout opens a
   * connection of its own, closed by `stop()`.
   */
  readonly connection: Connection | string;
  /** The shop's account at i'mport. */
  readonly iamport: IamportOptions;
  /**
   * Begins the names of the five collections of the checkout: 1 to 40 letters, digits, `_` and `-`. Two merchants in one database have
   * two prefixes. An empty text is for the database of the service.
   *
   * @default 'checkout_'
   */
  readonly collectionPrefix?: string | undefined;
  /**
   * A logger of pino, or one with the same methods. Secrets and personal data are masked before it gets
   * them. `false` for no log.
   *
   * @default warnings and errors are written to the console
   */
  readonly logger?: CheckoutLogger | false | undefined;
  /**
   * The events that are recorded for handlers. Each process that may change an order records them, so processes without the
   * handlers must name the events here; then `on` takes no other one.
   *
   * @default until `start()` all events, from then on those for which this process has called `on`
   */
  readonly events?: readonly CheckoutEventName[] | undefined;
  /** How long `stop()` waits for handlers and passes, in milliseconds, from 1,000. @default 25,000 */
  readonly stopTimeoutMs?: number | undefined;
  /** Whether amounts are registered with i'mport before the window opens (§4). @default true */
  readonly prepareAmounts?: boolean | undefined;
  /**
   * Asked before a payment is approved, once the amount is right (§6). Resolves with nothing to approve, or with a text for the buyer to
   * refuse. It has 2.5 s.
   *
   * @default every right amount is approved
   */
  readonly confirm?: ((question: ConfirmQuestion) => Promise<string | null | undefined | void>) | undefined;
  /** The answer when `confirm` fails or is late. @default 'refuse' */
  readonly confirmFailure?: 'refuse' | 'allow' | undefined;
  /** `false`: no pass of this process looks orders up; another one must. @default all defaults */
  readonly reconcile?: ReconcileOptions | false | undefined;
  /** The age in seconds from which reading an unpaid order asks i'mport; 0 for never. @default 30 */
  readonly repairOnReadAfterS?: number | undefined;
  /** How long before an account's deadline the buyer is reminded, in hours; 0 for never. Needs `solapi`. @default 24 */
  readonly vbankReminderHours?: number | undefined;
  /** How long after its last change an order keeps personal values, in days; 0 for ever. @default 0 */
  readonly retainBuyerDays?: number | undefined;
}
