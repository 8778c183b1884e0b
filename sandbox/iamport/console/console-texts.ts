import type { Locale } from '../window/locale';
import { ENGLISH_TEXTS } from './english-texts';
import { KOREAN_TEXTS, type ConsoleTexts } from './korean-texts';

/** The console's texts by language. */
export const CONSOLE_TEXTS: Readonly<Record<Locale, ConsoleTexts>> = { ko: KOREAN_TEXTS, en: ENGLISH_TEXTS };
