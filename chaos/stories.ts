import type { NewPayment } from '../sandbox/iamport/payments/payment';
import type { Arena } from './arena';

/** What every order is over, in won. */
export const AMOUNT = 64_900;

/** One order with what its buyer does, from the window to the refund. */
export interface Play {
  readonly arena: Arena;
  readonly merchantUid: string;
  readonly pay: (fields?: Partial<NewPayment>) => string;
  /** The buyer's browser tells the shop, on a line that may break; it tries three times at most. */
  readonly report: (impUid: string, source?: 'callback' | 'redirect') => Promise<void>;
  /** The shop gives money back: all that is left, or the whole order, unless an amount is given. */
  readonly cancel: (name: string, amount?: number) => Promise<void>;
  readonly pause: () => Promise<void>;
}

const STORIES: Readonly<Record<string, { readonly weight: number; readonly play: (play: Play) => Promise<unknown> }>> =
  {
    'paid on a computer': { weight: 6, play: async ({ pay, report }) => report(pay(), 'callback') },
    'paid on a phone': { weight: 4, play: async ({ pay, report }) => report(pay(), 'redirect') },
    'browser closed': { weight: 3, play: async ({ pay }) => pay() },
    'lower amount': { weight: 2, play: async ({ pay, report }) => report(pay({ amount: 100 }), 'callback') },
    'test channel': { weight: 1, play: async ({ pay, report }) => report(pay({ sandbox: true }), 'callback') },
    'paid twice': { weight: 2, play: async ({ pay, report }) => Promise.all([report(pay()), report(pay())]) },
    'virtual account': {
      weight: 3,
      async play({ arena: { sandbox }, pay, report, pause }) {
        const impUid = pay({ status: 'ready', pay_method: 'vbank' });
        await report(impUid);
        await pause();
        sandbox.payments.deposit(impUid);
      },
    },
    'declined, then approved': {
      weight: 2,
      async play({ arena: { sandbox }, pay, report, pause }) {
        const impUid = pay({ status: 'ready' });
        sandbox.payments.decline(impUid);
        await report(impUid);
        await pause();
        sandbox.payments.approve(impUid);
      },
    },
    'cancelled in the console': {
      weight: 3,
      async play({ arena: { sandbox, random }, pay, report, pause }) {
        const impUid = pay();
        await report(impUid);
        await pause();
        sandbox.payments.consoleCancel(impUid, { amount: 900 });
        await pause();
        if (random.chance(0.5)) sandbox.payments.consoleCancel(impUid);
      },
    },
    'given back by the shop in parts': {
      weight: 3,
      async play({ pay, report, cancel, pause }) {
        await report(pay());
        await pause();
        await cancel('part', 900);
        await cancel('part-2', 900);
        await cancel('rest');
      },
    },
    'given back by the shop, all at once': {
      weight: 2,
      async play({ pay, report, cancel }) {
        await report(pay());
        await Promise.all([cancel('whole'), cancel('part', 1_000), cancel('part-2', 1_000)]);
      },
    },
    'given back by the shop and in the console': {
      weight: 2,
      async play({ arena: { sandbox }, pay, report, cancel, pause }) {
        const impUid = pay();
        await report(impUid);
        const consoleCancel = pause().then(() => sandbox.payments.consoleCancel(impUid, { amount: 900 }));
        // Where the shop was quicker, nothing is left for the console.
        await Promise.all([cancel('part', 900), cancel('whole'), consoleCancel.catch(() => undefined)]);
      },
    },
    'cancelled before anybody knows who was first': {
      weight: 2,
      async play({ arena: { random, sandbox }, pay, report, cancel, pause }) {
        const isAccount = random.chance(0.5);
        const impUid = pay(isAccount ? { status: 'ready', pay_method: 'vbank' } : {});
        if (random.chance(0.5)) await report(impUid);
        const deposit = pause().then(() => isAccount && sandbox.payments.deposit(impUid));
        await Promise.all([cancel('early'), deposit]);
      },
    },
    "somebody else's payment": {
      weight: 1,
      async play({ arena: { sandbox, random }, report }) {
        const others = sandbox.payments.all();
        if (others.length > 0) await report(random.pick(others).imp_uid);
      },
    },
  };

/** The stories, each as often as it weighs. */
export const DECK = Object.values(STORIES).flatMap(({ weight, play }) => Array.from({ length: weight }, () => play));
