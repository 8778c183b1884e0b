import fc from 'fast-check';
import type { Payment } from '../../sandbox/iamport/payments/payment';
import { isOpenAccount } from '../../chaos/truth/truth-rules';
import type { OrderRequest } from '../../src/services/register-order';
import { command, pick } from './command';
import { ifPossible } from './if-possible';
import type { Stage } from './stage';

const index = fc.nat({ max: 1_000 });

const canBePaid = (payment: Payment) => payment.pay_method === 'card' && payment.status === 'ready';
const wasDeclined = (payment: Payment) => payment.status === 'failed';
const hasRest = (payment: Payment) =>
  (payment.status === 'paid' || payment.status === 'cancelled') && payment.cancel_amount < payment.amount;
const awaitsAccount = (payment: Payment) =>
  payment.pay_method === 'vbank' && payment.status === 'ready' && payment.vbank_num === null;

/** What may happen to a payment at i'mport: from which payments, and how. */
const MOVES = {
  approve: { from: canBePaid, move: ({ sandbox }: Stage, { imp_uid }: Payment) => sandbox.payments.approve(imp_uid) },
  decline: {
    from: (payment: Payment) => payment.status === 'ready',
    move: ({ sandbox }: Stage, { imp_uid }: Payment) => sandbox.payments.decline(imp_uid),
  },
  lateApproval: {
    from: wasDeclined,
    move: ({ sandbox }: Stage, { imp_uid }: Payment) => sandbox.payments.approve(imp_uid),
  },
  issueAccount: {
    from: awaitsAccount,
    move: ({ sandbox }: Stage, { imp_uid }: Payment) => sandbox.payments.issueVirtualAccount(imp_uid),
  },
  deposit: {
    from: isOpenAccount,
    move: ({ sandbox }: Stage, { imp_uid }: Payment) => sandbox.payments.deposit(imp_uid),
  },
  consoleCancel: {
    from: hasRest,
    move: ({ sandbox }: Stage, { imp_uid }: Payment) => sandbox.payments.consoleCancel(imp_uid),
  },
  partialCancel: {
    from: (payment: Payment) => hasRest(payment) && payment.amount - payment.cancel_amount > 2,
    // As much as many a cancel of the shop, from which its reason tells it. Nothing does while the PG refunds one that
    // i'mport agreed to, maybe under a reason of its own (§5.1): by then no two sums are equal.
    move: ({ sandbox, mayRefundLater }: Stage, { imp_uid }: Payment) =>
      sandbox.payments.consoleCancel(imp_uid, { amount: mayRefundLater ? 2 : 1 }),
  },
} as const;

/** The name of something that happens at i'mport. */
export type MoveName = keyof typeof MOVES;

const NAMES = Object.keys(MOVES) as MoveName[];

/** Something that happens at i'mport, or nothing. */
export const anyMove = fc.record({ name: fc.constantFrom(...NAMES), payment: index });

const candidates = (stage: Stage, name: MoveName) => stage.payments().filter(MOVES[name].from);

/** Moves a payment at i'mport, if there is one that it can happen to. */
export function moveTruth(
  stage: Stage,
  { name, payment }: { readonly name: MoveName; readonly payment: number },
): void {
  const moved = pick(candidates(stage, name), payment);
  if (moved !== undefined) ifPossible(() => MOVES[name].move(stage, moved));
}

const FLAWS = ['amount', 'currency', 'test'] as const;

/** A payment, whatever order it is for. */
export const anyTerms = fc.record({
  method: fc.constantFrom('card', 'vbank'),
  flaw: fc.option(fc.constantFrom(...FLAWS), { nil: null, freq: 3 }),
  isPaid: fc.boolean(),
  // Accounts of Eximbay have no number (§7.1).
  provider: fc.constantFrom('html5_inicis', 'eximbay'),
});
type PaymentTerms = typeof anyTerms extends fc.Arbitrary<infer T> ? T : never;
const anyPayment = fc.record({ order: index, terms: anyTerms });
type PaymentArgs = typeof anyPayment extends fc.Arbitrary<infer T> ? T : never;

/** What a window is opened over. */
type Price = Pick<OrderRequest, 'amount' | 'currency'> & { readonly merchantUid: string };

const openPayment = (stage: Stage, { order, terms }: PaymentArgs) =>
  openWindow(stage, pick([...stage.requests.values()], order)!, terms);

/** A window opens, with all that its method brings about. @returns the payment's `imp_uid` */
export function openWindow(
  { sandbox }: Stage,
  request: Price,
  { method, flaw, isPaid, provider }: PaymentTerms,
): string {
  const decimal = request.currency === 'USD' ? request.amount / 100 : request.amount;
  // As many yen as there are won, or cents: i'mport takes no fractions of a yen.
  const swapped = flaw === 'currency' ? { amount: request.amount, currency: 'JPY' } : null;
  const { imp_uid } = sandbox.payments.create({
    merchant_uid: request.merchantUid,
    amount: flaw === 'amount' ? decimal - 1 : decimal,
    currency: request.currency,
    ...swapped,
    sandbox: flaw === 'test',
    pay_method: method,
    pg_provider: provider,
    status: 'ready',
  });
  if (method === 'vbank') sandbox.payments.issueVirtualAccount(imp_uid);
  else if (isPaid) sandbox.payments.approve(imp_uid);
  return imp_uid;
}

/** What most lives are made of: a buyer pays, and the browser says so. */
const payAndTell = command('pay and tell', {
  args: fc.record({ payment: anyPayment, instance: fc.nat({ max: 1 }) }),
  run(stage, { payment, instance }) {
    const impUid = openPayment(stage, { ...payment, terms: { ...payment.terms, isPaid: true } });
    const { merchant_uid: merchantUid } = stage.payments().find(({ imp_uid }) => imp_uid === impUid)!;
    return stage.report({ source: 'callback', impUid, merchantUid, instance });
  },
});

/** What happens outside of the service: payments begin, are paid, fail, and are given back. */
export const truthCommands = [
  command('open payment', { args: anyPayment, run: async (stage, payment) => openPayment(stage, payment) }),
  ...Array.from({ length: 4 }, () => payAndTell),
  ...NAMES.map((name) =>
    command(name, {
      args: fc.record({ payment: index }),
      canRun: (stage) => candidates(stage, name).length > 0,
      run: async (stage, { payment }) => moveTruth(stage, { name, payment }),
    }),
  ),
];
