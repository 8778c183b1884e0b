import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LANGUAGES } from '../../src/desk/language';
import { bankCodeOf, bankText } from '../../src/desk/texts/bank-codes';
import { cancelStateTexts, cancelWhyTexts, causeTexts } from '../../src/desk/texts/cancel-state-texts';
import { fieldText, fieldTexts } from '../../src/desk/texts/field-texts';
import { eventTexts, messageText, progressTexts } from '../../src/desk/texts/message-texts';
import { methodText, outcomeTexts, pgText, sourceTexts } from '../../src/desk/texts/payment-texts';
import { refusalTexts } from '../../src/desk/texts/refusal-texts';

// That every code has its words is checked by the compiler.
const TABLES = {
  refusalTexts,
  fieldTexts,
  cancelStateTexts,
  cancelWhyTexts,
  causeTexts,
  eventTexts,
  progressTexts,
  outcomeTexts,
  sourceTexts,
};

test.each(Object.entries(TABLES))('%s has words of its own in each language', (_, table) => {
  const [korean, english] = LANGUAGES.map((language) => Object.values<string>(table(language)));
  for (const words of korean ?? []) expect(words).toMatch(/\p{Script=Hangul}/u);
  for (const words of english ?? []) expect(words).not.toMatch(/\p{Script=Hangul}/u);
  expect(english).toHaveLength(korean?.length ?? 0);
});

test('a refusal is at least one whole sentence, since it says what to do', () => {
  for (const words of Object.values(refusalTexts('en'))) expect(words).toMatch(/^[A-Zi].*\.$/);
  for (const words of Object.values(refusalTexts('ko'))) expect(words).toMatch(/[요다]\.$/);
});

test('a field of no form is told as a form that is not whole', () => {
  expect(fieldText('constructor', 'en')).toBe(fieldTexts('en').request_id);
});

test.each(['constructor', 'newpay'])('the method %s, which is not known, is shown as i’mport writes it', (method) => {
  expect(methodText(method, 'ko')).toBe(method);
});

test('결제수단 and 입금기한 are written in one way in all texts', () => {
  const folder = join(__dirname, '../../src/desk/texts');
  const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
  expect(texts.join('\n')).toContain('결제수단');
  expect(texts.join('\n')).not.toMatch(/결제 수단|입금 기한/);
});

test.each([
  ['html5_inicis', 'KG이니시스'],
  ['newpg', 'newpg'],
  ['constructor', 'constructor'],
])('the PG %s is shown as %s', (pg, shown) => {
  expect(pgText(pg, 'ko')).toBe(shown);
});

test.each([
  ['신한은행', '088'],
  ['국민은행', '004'],
  ['KB국민은행', '004'],
  ['088 신한은행', '088'],
  ['088', '088'],
  ['SHINHAN', 'SHINHAN'],
  ['은행', '은행'],
])('a bank that is typed as %s goes to i’mport as %s', (typed, code) => {
  expect(bankCodeOf(typed)).toBe(code);
});

test('a code of no listed bank is shown alone', () => {
  expect([bankText('088'), bankText('999'), bankText('constructor')]).toEqual(['088 신한은행', '999', 'constructor']);
});

test.each([
  ['[가상계좌 안내]\n의자', '구매자 문자: 가상계좌 안내'],
  ['[가상계좌 입금기한 안내]\n의자', '구매자 문자: 가상계좌 입금기한 안내'],
  ['', '구매자 문자'],
])('a text message is named by its subject: %j', (text, shown) => {
  expect(messageText({ message: { channel: 'sms', to: '01012345678', text } }, 'ko')).toBe(shown);
});
