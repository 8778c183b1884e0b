import type { Language } from '../language';
import { EN } from './en';
import { KO } from './ko';
import type { ShopTexts } from './shop-texts';

/** The texts of a language. */
export function shopTextsIn(language: Language): ShopTexts {
  return language === 'en' ? EN : KO;
}
