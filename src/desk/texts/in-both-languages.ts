import type { Language } from '../language';

/** The texts of a page in a language. */
export type TextsIn<T> = (language: Language) => T;

/** Makes the texts of a page. Both languages have the same texts, or they do not compile. */
export function inBothLanguages<T>(texts: Readonly<{ ko: T; en: NoInfer<T> }>): TextsIn<T> {
  return (language) => texts[language];
}
