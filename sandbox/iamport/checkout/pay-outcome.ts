import type { Payment } from '../payments/payment';
import type { PayRefusal } from './pay-refusal';

/** How a window ended, before it is put into the words of a callback or a redirect. */
export interface PayOutcome {
  /** Null when the window never opened. */
  impUid: string | null;
  merchantUid: string;
  /** Null when the PG approved, or issued an account. */
  refusal: PayRefusal | null;
  payment: Payment | null;
}
