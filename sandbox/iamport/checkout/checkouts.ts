import { copyOf } from '../copy-of';
import { Impossible } from '../impossible';
import type { AccountFields } from '../payments/virtual-account';
import { type Checkout, type CheckoutState, type PayCaller, type PayReturn, wayBack } from './checkout';
import {
  approveAndDie,
  approveCheckout,
  type ApproveChoice,
  closeCheckout,
  declineCheckout,
  issueInCheckout,
  type MoveDeps,
} from './checkout-moves';
import { openCheckout } from './open-checkout';

/** A payment window as its page sees it. */
export interface CheckoutView {
  id: string;
  impUid: string;
  merchantUid: string;
  name: string | null;
  amount: number;
  currency: string;
  payMethod: string;
  pgProvider: string;
  testChannel: boolean;
  buyerName: string | null;
  /** How the browser will be told. */
  way: PayReturn['way'];
  state: CheckoutState;
  /** What it was told; null before the end, and for ever where the browser died. */
  told: PayReturn | null;
}

/** Payment windows: everything of `request_pay` but its looks. All throw Impossible for an unknown or ended one. */
export interface Checkouts {
  /** `IMP.request_pay(params)` as a page calls it; `params` may be anything a browser sends. */
  open: (
    params: unknown,
    caller?: PayCaller,
  ) => { opened: true; checkout: CheckoutView } | { opened: false; told: PayReturn };
  get: (id: string) => CheckoutView;
  all: () => CheckoutView[];
  approve: (id: string, choice?: ApproveChoice) => Promise<PayReturn>;
  /** Approved at the PG, and the browser never returns. */
  approveAndDie: (id: string, choice?: ApproveChoice) => Promise<void>;
  issueVirtualAccount: (id: string, account?: AccountFields) => Promise<PayReturn>;
  decline: (id: string, reason?: string) => PayReturn;
  close: (id: string) => PayReturn;
  clear: () => void;
}

/** Makes a desk without open windows. */
export function createCheckouts(deps: MoveDeps): Checkouts {
  const checkouts = new Map<string, Checkout>();
  const find = (id: string) => checkouts.get(id) ?? unknownCheckout(id);
  return {
    open(params, caller = {}) {
      const result = openCheckout(deps, params, caller);
      if (!result.opened) return result;
      checkouts.set(result.checkout.id, result.checkout);
      return { opened: true, checkout: viewOf(result.checkout) };
    },
    get: (id) => viewOf(find(id)),
    all: () => [...checkouts.values()].map(viewOf),
    approve: async (id, choice) => copyOf(await approveCheckout(deps, find(id), choice ?? {})),
    approveAndDie: async (id, choice) => approveAndDie(deps, find(id), choice ?? {}),
    issueVirtualAccount: async (id, account) => copyOf(await issueInCheckout(deps, find(id), account ?? {})),
    decline: (id, reason) => copyOf(declineCheckout(deps, find(id), reason)),
    close: (id) => copyOf(closeCheckout(deps, find(id))),
    clear: () => checkouts.clear(),
  };
}

function viewOf(checkout: Checkout): CheckoutView {
  const { id, record, params, caller, state, told, channel } = checkout;
  const { imp_uid, merchant_uid, name, amount, currency, pay_method, buyer_name } = record.payment;
  return copyOf({
    id,
    impUid: imp_uid,
    merchantUid: merchant_uid,
    name,
    amount,
    currency,
    payMethod: pay_method ?? 'card',
    pgProvider: channel.pgProvider,
    testChannel: channel.sandbox,
    buyerName: buyer_name,
    way: wayBack(params, caller),
    state,
    told,
  });
}

function unknownCheckout(id: string): never {
  throw new Impossible('unknown-checkout', `there is no checkout ${id}`);
}
