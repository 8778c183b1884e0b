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
