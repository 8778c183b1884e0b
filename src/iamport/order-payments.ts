import type { ReportedPayment } from '../domain/payment';
import { readPages, type PagesRead } from '../lib/read-pages';
import { stamped, type CallLimits, type FoundPayments, type PaymentsPage, type SearchCalls } from './search-calls';
import { parseReply } from './session';
import type { IamportRequest } from './transport';
import { PaymentsReply } from './wire';

/** Payments of one order, the oldest attempt first. What could not be fetched is among `unreadable`. */
export interface OrderPayments extends FoundPayments {
  /** There may be more: no further call was allowed, or there are too many. */
  readonly isCutShort: boolean;
}

/** Asked before each call but the first. @returns false where no further call is to be made */
export type GoOn = () => Promise<boolean>;

/**
 * The look-ups of one order (§3). Whoever knows its key can make any number of attempts under it, each as large as he
 * likes: so what holds money is asked for by its status, and nothing that costs its maker nothing keeps it out.
 */
export interface OrderPaymentsSearch {
  /** Every attempt, where they are few; else the newest of them, and all that holds money. */
  readonly findAllPayments: (merchantUid: string, goOn?: GoOn) => Promise<OrderPayments>;
  /** The newest payment that is `paid`, if there is one. */
  readonly findPaid: (merchantUid: string) => Promise<OrderPayments>;
  /** All that was ever paid: `paid`, and `cancelled` in whole or part (§2.4). */
  readonly findMoney: (merchantUid: string, goOn?: GoOn) => Promise<OrderPayments>;
  /** Virtual accounts that wait for their deposit, as far as they are among the newest attempts. */
  readonly findAccounts: (merchantUid: string, goOn?: GoOn) => Promise<OrderPayments>;
}

const PAGE = 100;
/** Opening a window costs nothing, so somebody else may have made more. */
const MAX_PAGES_OF_ACCOUNTS = 5;
/** A list that changes under us again and again is taken as it was seen. */
const MAX_REREADS = 2;
const ALWAYS: GoOn = async () => true;

/** Creates the look-ups of one order. */
export function createOrderPayments(calls: SearchCalls): OrderPaymentsSearch {
  function fetchPage(merchantUid: string, status: string | null, page: number, limit: number) {
    const path = (key: string) => ['payments', 'findAll', key, ...(status === null ? [] : [status])];
    const query = { page, limit, sorting: '-started' };
    const request: IamportRequest = { method: 'GET', path: path(merchantUid), query };
    const probe: IamportRequest = { method: 'GET', path: path(calls.unusedKey()), query: { limit: 1 } };
    return calls.unlessUnfetchable(
      () => calls.askPage(request, page),
      (limits) => calls.askPage(probe, 1, limits),
    );
  }

  async function readStatus(merchantUid: string, status: string, goOn: GoOn): Promise<OrderPayments> {
    const found: PaymentsPage[] = [];
    const fetch = async (page: number, limit: number) =>
      (await goOn()) ? fetchPage(merchantUid, status, page, limit) : 'ended';
    let read: PagesRead = { end: 'changed', skipped: 0 };
    for (let time = 0; read.end === 'changed' && time <= MAX_REREADS; time += 1) {
      read = await readPages({ fetch, take: async (page) => void found.push(page) }, PAGE);
    }
    const skipped =
      read.skipped === 0 ? [] : [missing(merchantUid, `${read.skipped} or more, ${status}, cannot be fetched`)];
    return together([...found, ...skipped], read.end === 'ended');
  }

  async function findMoney(merchantUid: string, goOn: GoOn = ALWAYS): Promise<OrderPayments> {
    const later = exceptFirst(goOn);
    const paid = await readStatus(merchantUid, 'paid', later);
    // After that, since what is cancelled meanwhile goes from the one list to the other.
    const cancelled = await readStatus(merchantUid, 'cancelled', later);
    return together([paid, cancelled], paid.isCutShort || cancelled.isCutShort);
  }

  return {
    findMoney,
    findPaid: (merchantUid) => findPaid(calls, merchantUid),

    async findAllPayments(merchantUid, goOn = ALWAYS) {
      const newest = await fetchPage(merchantUid, null, 1, PAGE);
      if (newest?.isLast) return together([newest], false);
      if (!(await goOn())) return together(newest === null ? [] : [newest], true);
      const money = await findMoney(merchantUid, goOn);
      return together([...(newest === null ? [] : [newest]), money], money.isCutShort);
    },

    async findAccounts(merchantUid, goOn = ALWAYS) {
      let pages = 0;
      const later = exceptFirst(goOn);
      const ready = await readStatus(merchantUid, 'ready', async () => {
        pages += 1;
        return pages <= MAX_PAGES_OF_ACCOUNTS && later();
      });
      return { ...ready, payments: ready.payments.filter(({ virtualAccount }) => virtualAccount !== null) };
    },
  };
}

async function findPaid(calls: SearchCalls, merchantUid: string): Promise<OrderPayments> {
  const ask = (key: string, limits?: CallLimits) => {
    const request: IamportRequest = { method: 'GET', path: ['payments', 'find', key, 'paid'] };
    return calls.ask(request, (response) => parseReply(request, PaymentsReply, [response]), limits);
  };
  const found = await calls.unlessUnfetchable(
    async () => ({ answer: await ask(merchantUid) }),
    (limits) => ask(calls.unusedKey(), limits),
  );
  if (found === null) return together([missing(merchantUid, 'what paid it cannot be fetched')], false);
  return together(found.answer === null ? [] : [stamped(found.answer.reply, found.answer.askedAt)], false);
}

/** Stands for payments that are there, and of which nothing is known. */
function missing(merchantUid: string, problem: string): FoundPayments {
  return { payments: [], unreadable: [{ impUid: null, merchantUid, problem }] };
}

function exceptFirst(goOn: GoOn): GoOn {
  let isFirst = true;
  return async () => {
    if (!isFirst) return goOn();
    isFirst = false;
    return true;
  };
}

/** The oldest first: of two that paid, the first one settles the order. */
function together(found: readonly FoundPayments[], isCutShort: boolean): OrderPayments {
  const payments = new Map<string, ReportedPayment>();
  for (const payment of found.flatMap((each) => each.payments)) payments.set(payment.impUid, payment);
  return {
    payments: [...payments.values()].toSorted((a, b) => Number(a.startedAt) - Number(b.startedAt)),
    unreadable: found.flatMap(({ unreadable }) => unreadable),
    isCutShort,
  };
}
