import type { Payment } from '../payments/payment';

/**
 * The body of `GET /payments/{imp_uid}/balance` (§3): `amount` is the original total, the parts are what is left. Everything is put on the primary means of payment, with the
 * service charge at 0: the split between means is invented.
 */
export function paycoBalance(payment: Payment) {
  const rest = payment.amount - payment.cancel_amount;
  return {
    amount: payment.amount,
    ...splits(rest),
    histories: [
      { ...splits(payment.amount), created: payment.paid_at },
      ...payment.cancel_history.map((cancel) => ({ ...splits(-cancel.amount), created: cancel.cancelled_at })),
    ],
  };
}

function splits(amount: number) {
  const none = { tax_free: 0, supply: 0, vat: 0, service: 0 };
  const vat = Math.round(amount / 11);
  const all = { tax_free: 0, supply: amount - vat, vat, service: 0 };
  return { cash_receipt: none, primary: all, secondary: none, discount: none };
}
