import { call } from './call.js';

/** Writes the issued account of a payment into the account panel. */
export async function showAccount(impUid, locale) {
  const payment = await call('GET', `/payments/${impUid}`);
  const due = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'Asia/Seoul' });
  const shown = {
    bank: payment.vbank_name,
    number: payment.vbank_num,
    holder: payment.vbank_holder,
    due: `${due.format(payment.vbank_date * 1000)} (KST)`,
  };
  for (const [name, text] of Object.entries(shown))
    document.getElementById(`account-${name}`).textContent = text ?? '-';
}
