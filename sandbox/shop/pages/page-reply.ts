import type { Request, Response } from 'express';
import type { Goods } from '../goods';
import { keepLanguage, languageOf, type Language } from '../language';
import type { OrderView } from '../order-view';
import type { ShopSettings } from '../shop-options';
import { shopTexts, type ShopTexts } from '../texts/shop-texts';
import { renderCheckout } from './checkout-page';
import { renderGoods } from './goods-page';
import type { Html } from './html';
import { renderLayout } from './layout';
import { renderOrder } from './order-page';
import { renderSorry } from './sorry-page';

/** A page to send, and the HTTP status that it goes with. */
export type Page = { readonly status: number } & (
  | { readonly page: 'goods' | 'notFound' | 'broken' }
  | { readonly page: 'checkout'; readonly goods: Goods }
  /** `view` is null while the service does not answer. */
  | { readonly page: 'order'; readonly merchantUid: string; readonly view: OrderView | null }
);

/** Sends a page in the visitor's language. */
export type ReplyPage = (req: Request, res: Response, page: Page) => void;

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

/** Makes the function that sends pages. */
export function createReply(settings: ShopSettings): ReplyPage {
  return (req, res, page) => {
    keepLanguage(req, res);
    const language = languageOf(req);
    const context = { language, texts: shopTexts(language), settings };
    const document = renderLayout(context, partsOf(context, page));
    res.status(page.status).vary('Accept-Language').vary('Cookie').type('html').send(document);
  };
}

function partsOf(context: PageContext, page: Page): PageParts {
  switch (page.page) {
    case 'goods':
      return renderGoods(context);
    case 'checkout':
      return renderCheckout(context, page.goods);
    case 'order':
      return renderOrder(context, page.merchantUid, page.view);
    case 'notFound':
    case 'broken':
      return renderSorry(context, page.page);
  }
}
