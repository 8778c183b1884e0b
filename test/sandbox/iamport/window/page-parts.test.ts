import { formatMoney } from '../../../../sandbox/iamport/window/format-money';
import { html } from '../../../../sandbox/iamport/window/html';
import { isMobile } from '../../../../sandbox/iamport/window/is-mobile';
import { localeOf } from '../../../../sandbox/iamport/window/locale';
import { methodOf } from '../../../../sandbox/iamport/window/pay-methods';
import { shopOriginOf } from '../../../../sandbox/iamport/window/shop-origin';

test.each([
  { accept: undefined, locale: 'ko' },
  { accept: '', locale: 'ko' },
  { accept: '*', locale: 'ko' },
  { accept: 'ko-KR,ko;q=0.9,en-US;q=0.8', locale: 'ko' },
  { accept: 'en-US,en;q=0.9', locale: 'en' },
  { accept: 'en;q=0.4,ko;q=0.6', locale: 'ko' },
  { accept: 'ja,en;q=0.5', locale: 'en' },
  { accept: 'fr', locale: 'en' },
  { accept: 'ko;q=0,en;q=0.1', locale: 'en' },
])('Accept-Language $accept is answered in $locale', ({ accept, locale }) => {
  expect(localeOf(accept)).toBe(locale);
});

test.each([
  { amount: 64900, currency: 'KRW', locale: 'ko', shown: '64,900원' },
  { amount: 64900, currency: 'KRW', locale: 'en', shown: '₩64,900' },
  { amount: 0.5, currency: 'KRW', locale: 'ko', shown: '0.5원' },
  { amount: 0.5, currency: 'KRW', locale: 'en', shown: '₩0.5' },
  { amount: 10.5, currency: 'USD', locale: 'en', shown: '$10.50' },
  { amount: 5, currency: 'none!', locale: 'en', shown: '5 none!' },
] as const)('$amount $currency reads $shown ($locale)', ({ amount, currency, locale, shown }) => {
  expect(formatMoney(amount, currency, locale)).toBe(shown);
});

test.each([
  { agent: undefined, mobile: false },
  { agent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36', mobile: false },
  { agent: 'Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/140.0 Mobile Safari/537.36', mobile: true },
  { agent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)', mobile: true },
])('$agent is a phone: $mobile', ({ agent, mobile }) => {
  expect(isMobile(agent)).toBe(mobile);
});

test.each([
  { header: undefined, origin: null },
  { header: 'null', origin: '*' },
  { header: 'http://127.0.0.1:3000', origin: 'http://127.0.0.1:3000' },
  { header: 'http://[::1]:3000', origin: 'http://[::1]:3000' },
  { header: 'capacitor://localhost', origin: 'capacitor://localhost' },
  { header: 'http://x.test/path', origin: null },
  { header: 'http://x.test;', origin: null },
  { header: '*', origin: null },
])('the origin of $header is $origin', ({ header, origin }) => {
  expect(shopOriginOf(header)).toBe(origin);
});

test('a template escapes what it is given, and keeps markup, lists and nothing', () => {
  const hostile = `<b a="1" c='2'>&`;
  const made = html`<p title="${hostile}">${hostile}${[html`<i>${1}</i>`, null, false, undefined]}</p>`;
  const escaped = '&#60;b a=&#34;1&#34; c=&#39;2&#39;&#62;&#38;';
  expect(made.text).toBe(`<p title="${escaped}">${escaped}<i>1</i></p>`);
});

test.each([
  { asked: 'card', method: 'card', wallet: 'kakaopay' },
  { asked: 'trans', method: 'trans', wallet: 'kakaopay' },
  { asked: 'naverpay', method: 'easy', wallet: 'naverpay' },
  { asked: 'samsung', method: 'easy', wallet: 'samsungpay' },
  { asked: 'easy', method: 'easy', wallet: 'kakaopay' },
  { asked: 'constructor', method: 'easy', wallet: 'kakaopay' },
])('pay_method $asked begins with $method ($wallet)', ({ asked, method, wallet }) => {
  expect(methodOf(asked)).toEqual({ method, wallet });
});
