import type { Ids } from '../start-processes';

/** Who sends a report, and what for. */
export const REPORT_KINDS = {
  honestWebhook: 'a payment that was made',
  honestCallback: 'the same, by its buyer’s browser',
  lowAmount: 'a payment of a lower amount',
  randomIdWaiting: 'a random imp_uid for one of 20 orders that wait',
  randomIdSettled: 'a random imp_uid for an order that is paid',
  repeat: 'a webhook of a payment that is settled, again',
  unknownOrder: 'an order that nobody registered',
} as const;
export type ReportKind = keyof typeof REPORT_KINDS;

export interface Report {
  readonly kind: ReportKind;
  readonly path: '/payments/webhook' | '/payments/complete';
  readonly body: Ids & { readonly status?: string };
  /** The address that it comes from, as a proxy before the service would say. */
  readonly from: string;
}

/** Orders and payments for one run. */
export interface Pools {
  /** Paid at i'mport, not reported yet. */
  readonly honest: readonly Ids[];
  /** Paid with less than the order's amount, not reported yet. */
  readonly lowAmount: readonly Ids[];
  /** Reported and settled. */
  readonly settled: readonly Ids[];
  /** Paid, and reported only at the end; an attacker knows these orders. */
  readonly attacked: readonly Ids[];
}

/** One round of twenty reports; 5 of them are honest. */
const ROUND: readonly ReportKind[] = (
  [
    ['honestWebhook', 2],
    ['honestCallback', 2],
    ['lowAmount', 1],
    ['randomIdWaiting', 4],
    ['randomIdSettled', 6],
    ['repeat', 3],
    ['unknownOrder', 2],
  ] as const
).flatMap(([kind, times]) => Array.from({ length: times }, () => kind));
const STEP = 7;
export const HONEST_SHARE = 2 / ROUND.length;
export const LOW_AMOUNT_SHARE = 1 / ROUND.length;
const ATTACKERS = 50;
/** No address of i'mport's: what is proven here holds without that hint. */
const WEBHOOK_SENDER = '203.0.113.10';

/** Deals reports, honest and forged ones mixed; null where a pool has run dry. */
export function createTraffic({ honest, lowAmount, settled, attacked }: Pools): () => Report | null {
  let dealt = 0;
  let forged = 0;
  const next = { honestWebhook: 0, honestCallback: 0, lowAmount: 0 };
  const attacker = () => `198.51.100.${(forged += 1) % ATTACKERS}`;
  const randomId = () => `imp_f${Math.random().toString(36).slice(2, 14)}`;
  const anyOf = (ids: readonly Ids[]) => ids[Math.floor(Math.random() * ids.length)];
  const webhook = (kind: ReportKind, ids: Ids | undefined, from: string): Report | null =>
    ids === undefined ? null : { kind, path: '/payments/webhook', body: { ...ids, status: 'paid' }, from };

  function deal(kind: ReportKind): Report | null {
    switch (kind) {
      case 'honestWebhook':
        return webhook(kind, honest[next[kind]++], WEBHOOK_SENDER);
      case 'lowAmount':
        return webhook(kind, lowAmount[next[kind]++], WEBHOOK_SENDER);
      case 'honestCallback': {
        const body = honest[next[kind]++];
        const from = `10.0.${(next[kind] >> 8) & 255}.${next[kind] & 255}`;
        return body === undefined ? null : { kind, path: '/payments/complete', body, from };
      }
      case 'randomIdWaiting':
      case 'randomIdSettled': {
        const order = anyOf(kind === 'randomIdWaiting' ? attacked : settled);
        return webhook(kind, order && { ...order, imp_uid: randomId() }, attacker());
      }
      case 'repeat':
        return webhook(kind, anyOf(settled), WEBHOOK_SENDER);
      case 'unknownOrder':
        return webhook(kind, { imp_uid: randomId(), merchant_uid: randomId() }, attacker());
    }
  }

  // Steps that share no divisor with the round's length mix it.
  return () => deal(ROUND[(dealt++ * STEP) % ROUND.length] ?? 'repeat');
}

/** The reports of the orders that were attacked, which come last. */
export function lastReports(attacked: readonly Ids[]): Report[] {
  return attacked.map((body) => ({
    kind: 'honestWebhook',
    path: '/payments/webhook',
    body: { ...body, status: 'paid' },
    from: WEBHOOK_SENDER,
  }));
}
