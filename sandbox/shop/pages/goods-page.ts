import { GOODS, type Goods } from '../goods';
import { won } from '../won';
import { html, type Html } from './html';
import type { PageContext, PageParts } from './page-context';

/** What there is to buy. */
export function renderGoods(context: PageContext): PageParts {
  const { texts } = context;
  return {
    title: texts.goods.title,
    scripts: [],
    main: html`<div class="hero">
        <h1>${texts.goods.title}</h1>
        <p>${texts.goods.lead}</p>
      </div>
      <ul class="goods">
        ${GOODS.map((goods) => tile(context, goods))}
      </ul>`,
  };
}

function tile({ language, texts }: PageContext, goods: Goods): Html {
  const nameId = `name-${goods.id}`;
  return html`<li class="card tile" data-goods="${goods.id}">
    <img src="/assets/images/${goods.id}.svg" alt="" width="320" height="240" />
    <h2 id="${nameId}">${goods.name[language]}</h2>
    <p class="soft">${goods.note[language]}</p>
    <p class="price">${won(goods.price, language)}</p>
    <a class="button" id="buy-${goods.id}" href="/checkout/${goods.id}" aria-describedby="${nameId}"
      >${texts.goods.buy}</a
    >
  </li>`;
}
