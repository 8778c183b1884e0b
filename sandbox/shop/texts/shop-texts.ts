import type { Method } from '../order-request';

/** What the pages say; `{amount}` and the like are filled in where they are used. */
export interface ShopTexts {
  readonly shop: string;
  readonly demoNotice: string;
  readonly skipToContent: string;
  readonly otherLanguage: string;
  readonly recentOrder: string;
  readonly footer: string;
  readonly goods: { readonly title: string; readonly lead: string; readonly buy: string };
  readonly checkout: {
    readonly title: string;
    readonly product: string;
    readonly quantity: string;
    readonly buyer: string;
    readonly name: string;
    readonly tel: string;
    readonly email: string;
    readonly sampleBuyer: { readonly name: string; readonly tel: string; readonly email: string };
    readonly method: string;
    readonly methods: Readonly<Record<Method, string>>;
    readonly sum: string;
    readonly price: string;
    readonly delivery: string;
    readonly free: string;
    readonly total: string;
    readonly pay: string;
    readonly agreement: string;
    readonly demo: string;
    readonly flow: string;
    readonly callback: string;
    readonly redirect: string;
    readonly attack: string;
    readonly attackLead: string;
    readonly cheatAmount: string;
    readonly cheatChannel: string;
  };
  readonly order: { readonly title: string };
  readonly notFound: { readonly title: string; readonly advice: string };
  readonly broken: { readonly title: string; readonly advice: string };
  readonly backToShop: string;
  readonly needsScript: string;
  readonly activity: {
    readonly title: string;
    readonly lead: string;
    readonly empty: string;
    readonly console: string;
    readonly desk: string;
  };
  /** For the scripts of the pages. */
  readonly script: ScriptTexts;
}

/** What the pages' scripts say. */
export interface ScriptTexts {
  readonly paying: string;
  readonly checking: string;
  readonly noSdk: string;
  readonly orderFailed: string;
  readonly retry: string;
  readonly seeOrder: string;
  readonly backToShop: string;
  readonly copy: string;
  readonly copied: string;
  readonly waiting: string;
  readonly paidTwice: string;
  readonly attackRefused: string;
  readonly attackBlocked: string;
  readonly errors: { readonly name: string; readonly tel: string; readonly email: string };
  readonly labels: Readonly<
    Record<'order' | 'product' | 'amount' | 'bank' | 'number' | 'holder' | 'due' | 'reason', string>
  >;
  readonly outcomes: Readonly<Record<OutcomeName, OutcomeText>>;
}

/** Every answer of `POST /payments/complete`, and what only an order's page knows. */
export type OutcomeName =
  | 'success'
  | 'partlyCancelled'
  | 'vbankIssued'
  | 'accountWithoutNumber'
  | 'forgery'
  | 'failed'
  | 'pending'
  | 'cancelled'
  | 'duplicate'
  | 'orderRefunded'
  | 'orderClosed'
  | 'paymentHeld'
  | 'paymentNotFound'
  | 'orderNotFound'
  | 'unavailable'
  | 'unknown';

/** What a buyer is told of an outcome. */
export interface OutcomeText {
  readonly tone: 'good' | 'wait' | 'bad';
  readonly title: string;
  readonly advice: string;
}
