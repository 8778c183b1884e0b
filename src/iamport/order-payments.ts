import type { ReportedPayment } from '../domain/payment';
import { readPages, type PagesRead } from '../lib/read-pages';
import { parseReply } from './parse-reply';
import { withAskedAt, type CallLimits, type FoundPayments, type PaymentsPage, type SearchCalls } from './search-calls';
import type { IamportRequest } from './transport';
import { PaymentsReply } from './wire';

/** Payments of one order, the oldest attempt first. `unreadable` also holds what could not be fetched. */
export interface OrderPayments extends FoundPayments {
  /** Whether there may be more payments: no further call was allowed, or there are too many. */
  readonly isCutShort: boolean;
}

/** Decides before each call but the first whether the look-up continues. @returns false to make no further call */
export type MayContinue = () => Promise<boolean>;

/**
 * The look-ups of one order (§3). Anyone who knows the order's key can make any number of large attempts for free. So these
 * look-ups find payments that hold money by their status: such attempts cannot crowd them out.
 */
export interface OrderPaymentsSearch {
  /** Every attempt where they fit on one page; else the newest attempts, and all payments that hold money. */
  readonly findAllPayments: (merchantUid: string, mayContinue?: MayContinue) => Promise<OrderPayments>;
  /** The newest payment that is `paid`, if there is one. */
  readonly findPaid: (merchantUid: string) => Promise<OrderPayments>;
  /** All payments that were ever paid: those `paid`, and those `cancelled` in whole or part (§2.4). */
  readonly findMoney: (merchantUid: string, mayContinue?: MayContinue) => Promise<OrderPayments>;
  /** Virtual accounts that wait for their deposit, among the newest attempts. */
  readonly findAccounts: (merchantUid: string, mayContinue?: MayContinue) => Promise<OrderPayments>;
}

const PAGE = 100;
/** An attempt costs nothing, so anyone may have made more pages than this. */
const MAX_PAGES_OF_ACCOUNTS = 5;
/** How often a list is read again because it changed while its pages were read. After that, the pages read count. */
const MAX_REREADS = 2;
const ALWAYS: MayContinue = async () => true;

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

  async function readStatus(merchantUid: string, status: string, mayContinue: MayContinue): Promise<OrderPayments> {
    const found: PaymentsPage[] = [];
    const fetch = async (page: number, limit: number) =>
      (await mayContinue()) ? fetchPage(merchantUid, status, page, limit) : 'ended';
    let read: PagesRead = { end: 'changed', skipped: 0 };
    for (let reread = 0; read.end === 'changed' && reread <= MAX_REREADS; reread += 1) {
      read = await readPages({ fetch, take: async (page) => void found.push(page) }, PAGE);
    }
    const skipped =
      read.skipped === 0 ? [] : [unfetched(merchantUid, `${read.skipped} or more, ${status}, cannot be fetched`)];
    return merged([...found, ...skipped], read.end === 'ended');
  }

  async function findMoney(merchantUid: string, mayContinue: MayContinue = ALWAYS): Promise<OrderPayments> {
    const later = exceptFirst(mayContinue);
    const paid = await readStatus(merchantUid, 'paid', later);
    // In this order: a payment that is cancelled meanwhile moves from the first list to the second.
    const cancelled = await readStatus(merchantUid, 'cancelled', later);
    return merged([paid, cancelled], paid.isCutShort || cancelled.isCutShort);
  }

  return {
    findMoney,
    findPaid: (merchantUid) => findPaid(calls, merchantUid),

    async findAllPayments(merchantUid, mayContinue = ALWAYS) {
      const newest = await fetchPage(merchantUid, null, 1, PAGE);
      if (newest?.isLast) return merged([newest], false);
      if (!(await mayContinue())) return merged(newest === null ? [] : [newest], true);
      const money = await findMoney(merchantUid, mayContinue);
      return merged([...(newest === null ? [] : [newest]), money], money.isCutShort);
    },

    async findAccounts(merchantUid, mayContinue = ALWAYS) {
      let pages = 0;
      const later = exceptFirst(mayContinue);
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
  if (found === null) return merged([unfetched(merchantUid, 'what paid it cannot be fetched')], false);
  return merged(found.answer === null ? [] : [withAskedAt(found.answer.reply, found.answer.askedAt)], false);
}

/** An entry for payments that exist and cannot be fetched. */
function unfetched(merchantUid: string, problem: string): FoundPayments {
  return { payments: [], unreadable: [{ impUid: null, merchantUid, problem }] };
}

function exceptFirst(mayContinue: MayContinue): MayContinue {
  let isFirst = true;
  return async () => {
    if (!isFirst) return mayContinue();
    isFirst = false;
    return true;
  };
}

/** Joins results, the oldest payment first: of two paid payments, the first one settles the order. */
function merged(found: readonly FoundPayments[], isCutShort: boolean): OrderPayments {
  const payments = new Map<string, ReportedPayment>();
  for (const payment of found.flatMap((each) => each.payments)) payments.set(payment.impUid, payment);
  return {
    payments: [...payments.values()].toSorted((a, b) => Number(a.startedAt) - Number(b.startedAt)),
    unreadable: found.flatMap(({ unreadable }) => unreadable),
    isCutShort,
  };
}
