/** The texts that the server put into the page, in the reader's language. */
export const texts = JSON.parse(document.body.dataset.texts);

const { locale } = document.body.dataset;
const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Asia/Seoul' });

/** A time of the day, from an ISO text or unix seconds. */
export function timeOfDay(time) {
  return clock.format(new Date(typeof time === 'number' ? time * 1000 : time));
}

/** Date and time in Korea, from unix seconds; a dash for none. */
export function dateInKorea(seconds) {
  return seconds === 0 ? '–' : day.format(seconds * 1000);
}

/** An amount with its currency. */
export function money(amount, currency) {
  const digits = new Intl.NumberFormat(locale, { maximumFractionDigits: 4 }).format(amount);
  return currency === 'KRW' ? `${digits}${locale === 'ko' ? '원' : ' KRW'}` : `${digits} ${currency}`;
}
