import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LANGUAGES } from '../../src/desk/language';
import { cancelStateTexts, cancelWhyTexts, causeTexts } from '../../src/desk/texts/cancel-state-texts';
import { fieldText, fieldTexts } from '../../src/desk/texts/field-texts';
import { eventTexts, progressTexts } from '../../src/desk/texts/message-texts';
import { methodText, outcomeTexts, sourceTexts } from '../../src/desk/texts/payment-texts';
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
