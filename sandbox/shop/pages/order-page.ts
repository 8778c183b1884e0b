import type { OrderView } from '../order-view';
import { html } from './html';
import type { PageContext, PageParts } from './page-context';

/** The buyer's page of an order; its script shows the view and keeps it fresh. */
export function renderOrder({ texts }: PageContext, merchantUid: string, view: OrderView | null): PageParts {
  return {
    title: texts.order.title,
    scripts: ['order.js'],
    data: { merchantUid, view },
    main: html`<div class="narrow">
      <section id="result" class="card result" role="status" aria-live="polite"><h1>${texts.order.title}</h1></section>
    </div>`,
  };
}
