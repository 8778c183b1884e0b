import type { Request, Response } from 'express';
import type { Goods } from '../goods';
import { keepLanguage, languageOf } from '../language';
import type { OrderView } from '../order-view';
import type { ShopSettings } from '../shop-options';
import { shopTextsIn } from '../texts/shop-texts-in';
import { renderCheckout } from './checkout-page';
import { renderGoods } from './goods-page';
import { renderLayout } from './layout';
import { renderOrder } from './order-page';
import type { PageContext, PageParts } from './page-context';
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

/** Makes the function that sends pages. */
export function createReply(settings: ShopSettings): ReplyPage {
  return (req, res, page) => {
    keepLanguage(req, res);
    const language = languageOf(req);
    const context = { language, texts: shopTextsIn(language), settings };
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
