import type { Language } from '../language';
import type { ShopSettings } from '../shop-options';
import type { ShopTexts } from '../texts/shop-texts';
import type { Html } from './html';

/** What every page is made of. */
export interface PageContext {
  readonly language: Language;
  readonly texts: ShopTexts;
  readonly settings: ShopSettings;
}

/** What the layout needs of a page. */
export interface PageParts {
  readonly title: string;
  readonly main: Html;
  /** Modules of `/assets`, in order. */
  readonly scripts: readonly string[];
  /** Loads i'mport's browser SDK. */
  readonly needsSdk?: boolean;
  /** For the page's scripts, beside what they all get. */
  readonly data?: Readonly<Record<string, unknown>>;
}
