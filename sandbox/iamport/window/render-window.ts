import type { CheckoutView } from '../checkout/checkouts';
import { formatMoney } from './format-money';
import { html, type Markup } from './html';
import type { Locale } from './locale';
import { INVENTED_DECLINES } from './pay-methods';
import { renderMethods } from './render-methods';
import { renderPage } from './render-page';
import type { ShopOrigin } from './shop-origin';
import { WINDOW_TEXTS, type WindowTexts } from './window-texts';

/** What a payment window shows. */
export interface WindowScene {
  checkout: CheckoutView;
  locale: Locale;
  shopOrigin: ShopOrigin;
}

const STYLES = ['theme', 'controls', 'methods', 'window', 'ends'].map((name) => `/_window/assets/${name}.css`);

/**
 * The payment window. Its controls' ids are listed in README.md beside this file; they are promises. Its buttons cannot be
 * pressed before its script listens, or the press would be lost.
 */
export function renderWindow({ checkout, locale, shopOrigin }: WindowScene): string {
  const texts = WINDOW_TEXTS[locale];
  return renderPage({
    locale,
    title: `${texts.title} · ${checkout.name ?? checkout.merchantUid}`,
    styles: STYLES,
    scripts: ['/_window/assets/window.js'],
    data: {
      checkout: JSON.stringify({
        id: checkout.id,
        impUid: checkout.impUid,
        state: checkout.state,
        told: checkout.told,
      }),
      origin: shopOrigin ?? '',
      locale,
      texts: JSON.stringify(texts),
    },
    body: html`
      <main id="payment-window" aria-labelledby="window-title">
        ${header(checkout, texts)}
        <form id="pay-form" novalidate>
          ${summary(checkout, locale, shopOrigin, texts)} ${renderMethods(checkout.payMethod, locale, texts)}
          <div class="pay-bar">
            <button id="approve-button" class="primary" type="submit" disabled>
              ${approveLabel(checkout, locale, texts)}
            </button>
            <button id="cancel-button" class="quiet" type="button" disabled>${texts.cancel}</button>
          </div>
          ${otherEnds(texts)}
        </form>
        ${accountPanel(checkout, locale, texts)} ${endPanel(texts)}
        <p id="window-status" role="status" aria-live="polite"></p>
      </main>
    `,
  });
}

/** The page of an address that belongs to no window. */
export function renderUnknownWindow(locale: Locale): string {
  const { unknownTitle, unknownText } = WINDOW_TEXTS[locale];
  const body = html`<main id="payment-window" class="message">
    <h1>${unknownTitle}</h1>
    <p>${unknownText}</p>
  </main>`;
  return renderPage({ locale, title: unknownTitle, styles: STYLES, scripts: [], body });
}

function header(checkout: CheckoutView, texts: WindowTexts): Markup {
  return html`<header class="bar">
    <div>
      <div class="title">
        <h1 id="window-title">${texts.title}</h1>
        <span id="channel-badge" class="badge ${checkout.testChannel ? 'test' : 'live'}">
          ${checkout.testChannel ? texts.testChannel : texts.liveChannel} · ${checkout.pgProvider}
        </span>
      </div>
      <p class="mock">${texts.mock}</p>
    </div>
    <button id="close-button" class="close" type="button" aria-label="${texts.close}" disabled>
      <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 6l12 12M18 6L6 18" /></svg>
    </button>
  </header>`;
}

function summary(checkout: CheckoutView, locale: Locale, shopOrigin: ShopOrigin, texts: WindowTexts): Markup {
  const shop = shopOrigin === null || shopOrigin === '*' ? null : new URL(shopOrigin).host;
  const rows: [string, string, string | null][] = [
    ['shop-name', texts.shop, shop],
    ['order-name', texts.orderName, checkout.name],
    ['order-number', texts.orderNumber, checkout.merchantUid],
    ['buyer-name', texts.buyer, checkout.buyerName],
  ];
  return html`<section class="summary">
    <p class="total">
      <span>${texts.amount}</span>
      <strong id="order-amount">${formatMoney(checkout.amount, checkout.currency, locale)}</strong>
    </p>
    <dl>
      ${rows.map(
        ([id, label, value]) =>
          value !== null &&
          html`<div>
            <dt>${label}</dt>
            <dd id="${id}">${value}</dd>
          </div>`,
      )}
    </dl>
  </section>`;
}

function approveLabel(checkout: CheckoutView, locale: Locale, texts: WindowTexts): Markup {
  const amount = html`<span id="approve-amount">${formatMoney(checkout.amount, checkout.currency, locale)}</span>`;
  const label = html`<span id="approve-label">${texts.pay}</span>`;
  return locale === 'ko' ? html`${amount} ${label}` : html`${label} ${amount}`;
}

function otherEnds(texts: WindowTexts): Markup {
  return html`<section class="sandbox" aria-labelledby="sandbox-title">
    <h2 id="sandbox-title">${texts.sandboxTitle}</h2>
    <p class="hint">${texts.sandboxHint}</p>
    <div class="row">
      <label for="decline-reason">${texts.declineReason}</label>
      <input id="decline-reason" list="decline-reasons" value="${INVENTED_DECLINES[0]}" autocomplete="off" />
      <datalist id="decline-reasons">${INVENTED_DECLINES.map((it) => html`<option value="${it}"></option>`)}</datalist>
      <button id="decline-button" type="button" disabled>${texts.decline}</button>
    </div>
    <div class="row">
      <label for="slow-seconds">${texts.slowSeconds}</label>
      <input id="slow-seconds" type="number" min="0" max="600" step="any" value="5" inputmode="decimal" />
      <button id="slow-button" type="button" disabled>${texts.slow}</button>
    </div>
    <button id="die-button" type="button" disabled>${texts.die}</button>
  </section>`;
}

function accountPanel(checkout: CheckoutView, locale: Locale, texts: WindowTexts): Markup {
  const rows: [string, string][] = [
    ['account-bank', texts.accountBank],
    ['account-number', texts.accountNumber],
    ['account-holder', texts.accountHolder],
    ['account-due', texts.accountDue],
  ];
  return html`<section id="account-panel" class="panel" aria-labelledby="account-title" tabindex="-1" hidden>
    <h2 id="account-title">${texts.accountTitle}</h2>
    <dl>
      ${rows.map(
        ([id, label]) =>
          html`<div>
            <dt>${label}</dt>
            <dd id="${id}"></dd>
          </div>`,
      )}
      <div>
        <dt>${texts.accountAmount}</dt>
        <dd id="account-amount">${formatMoney(checkout.amount, checkout.currency, locale)}</dd>
      </div>
    </dl>
    <p class="hint">${texts.accountHint}</p>
    <button id="account-done-button" class="primary" type="button">${texts.done}</button>
  </section>`;
}

function endPanel(texts: WindowTexts): Markup {
  return html`<section id="end-panel" class="panel" aria-labelledby="end-title" tabindex="-1" hidden>
    <h2 id="end-title"></h2>
    <p id="end-text"></p>
    <button id="return-button" class="primary" type="button" hidden>${texts.returnToShop}</button>
  </section>`;
}
