import type { Locale } from '../window/locale';
import { ENGLISH_TEXTS } from './english-texts';
import { KOREAN_TEXTS } from './korean-texts';

/** Every text of the console. */
export type ConsoleTexts = typeof KOREAN_TEXTS;

/** The console's texts by language. */
export const CONSOLE_TEXTS: Readonly<Record<Locale, ConsoleTexts>> = { ko: KOREAN_TEXTS, en: ENGLISH_TEXTS };
