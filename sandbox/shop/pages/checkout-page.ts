import { MAX_QUANTITY, type Goods } from '../goods';
import { BUYER_LIMITS, METHODS, type Method } from '../order-request';
import { won } from '../won';
import { demoSettings } from './demo-settings';
import { html, type Html } from './html';
import type { PageContext, PageParts } from './page-context';

/** Who pays, how, and the button, which waits for the page's script: pressed before, it would send the form instead. */
export function renderCheckout(context: PageContext, goods: Goods): PageParts {
  const { texts, settings } = context;
  return {
    title: texts.checkout.title,
    scripts: ['checkout.js'],
    needsSdk: true,
    data: {
      goods: goods.id,
      price: goods.price,
      payLabel: texts.checkout.pay,
      merchantCode: settings.merchantCode,
      completeUrl: `${settings.serviceUrl()}/payments/complete`,
      testChannelKey: settings.testChannelKey,
    },
    main: html`<form id="checkout" class="checkout" novalidate>
        <h1>${texts.checkout.title}</h1>
        <div class="steps">
          ${product(context, goods)} ${buyer(context)} ${methods(context)} ${demoSettings(context)}
        </div>
        ${summary(context, goods)}
      </form>
      <div class="narrow">
        <section id="result" class="card result" role="status" aria-live="polite" hidden></section>
      </div>`,
  };
}

function product({ language, texts }: PageContext, goods: Goods): Html {
  const quantities = Array.from({ length: MAX_QUANTITY }, (_, i) => html`<option value="${i + 1}">${i + 1}</option>`);
  return html`<section class="card" aria-labelledby="product-title">
    <h2 id="product-title">${texts.checkout.product}</h2>
    <div class="product">
      <img src="/assets/images/${goods.id}.svg" alt="" width="96" height="72" />
      <p>
        <strong id="goods-name">${goods.name[language]}</strong><br /><span class="soft"
          >${won(goods.price, language)}</span
        >
      </p>
      <label class="quantity" for="quantity"
        >${texts.checkout.quantity}
        <select id="quantity" name="quantity" autocomplete="off">
          ${quantities}
        </select></label
      >
    </div>
  </section>`;
}

function buyer({ texts: { checkout } }: PageContext): Html {
  const { sampleBuyer } = checkout;
  return html`<fieldset class="card">
    <legend>${checkout.buyer}</legend>
    ${field('name', checkout.name, html`value="${sampleBuyer.name}" maxlength="${BUYER_LIMITS.name}" autocomplete="name"`)}
    ${field('tel', checkout.tel, html`value="${sampleBuyer.tel}" type="tel" maxlength="${BUYER_LIMITS.tel}" autocomplete="tel" inputmode="tel"`)}
    ${field('email', checkout.email, html`value="${sampleBuyer.email}" type="email" maxlength="${BUYER_LIMITS.email}" autocomplete="email"`)}
  </fieldset>`;
}

function field(name: string, label: string, attributes: Html): Html {
  return html`<div class="field">
    <label for="buyer-${name}">${label}</label>
    <input id="buyer-${name}" name="${name}" required aria-describedby="buyer-${name}-error" ${attributes} />
    <p id="buyer-${name}-error" class="error" hidden></p>
  </div>`;
}

function methods({ texts: { checkout } }: PageContext): Html {
  const choice = (method: Method) =>
    html`<label class="choice" for="method-${method}">
      <input
        type="radio"
        id="method-${method}"
        name="method"
        value="${method}"
        ${method === 'card' && html` checked`}
      />
      <span>${checkout.methods[method]}</span></label
    >`;
  return html`<fieldset class="card">
    <legend>${checkout.method}</legend>
    <div class="choices">${METHODS.map(choice)}</div>
  </fieldset>`;
}

function summary({ language, texts: { checkout } }: PageContext, goods: Goods): Html {
  const price = won(goods.price, language);
  return html`<aside class="card summary" aria-labelledby="sum-title">
    <h2 id="sum-title">${checkout.sum}</h2>
    <dl>
      <dt>${checkout.price}</dt>
      <dd id="price">${price}</dd>
      <dt>${checkout.delivery}</dt>
      <dd>${checkout.free}</dd>
      <dt class="total">${checkout.total}</dt>
      <dd class="total"><output id="total" for="quantity">${price}</output></dd>
    </dl>
    <p class="soft agreement">${checkout.agreement}</p>
    <p id="pay-error" class="error" role="alert"></p>
    <div class="pay-bar">
      <button id="pay" class="button wide" type="submit" disabled>${checkout.pay.replace('{amount}', price)}</button>
    </div>
  </aside>`;
}
