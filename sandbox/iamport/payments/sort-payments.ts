import type { PaymentRecord } from './payment-record';

const TIMES = {
  started: (record: PaymentRecord) => record.payment.started_at,
  paid: (record: PaymentRecord) => record.payment.paid_at,
  updated: (record: PaymentRecord) => record.updatedAt,
};

/** The six orders of §3; a minus is descending. */
export const SORTINGS = ['-started', 'started', '-paid', 'paid', '-updated', 'updated'] as const;

/** One of {@link SORTINGS}. */
export type Sorting = (typeof SORTINGS)[number];

/** Whether the text names one of the six orders. */
export function isSorting(text: string): text is Sorting {
  return (SORTINGS as readonly string[]).includes(text);
}

/** A sorted copy; payments of one second keep their order of creation, or its reverse. */
export function sortPayments(records: PaymentRecord[], sorting: Sorting): PaymentRecord[] {
  const timeOf = TIMES[sorting.replace('-', '') as keyof typeof TIMES];
  const direction = sorting.startsWith('-') ? -1 : 1;
  return records.toSorted((a, b) => direction * (timeOf(a) - timeOf(b) || a.sequence - b.sequence));
}
