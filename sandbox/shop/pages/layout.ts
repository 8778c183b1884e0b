import { dataBlock, html, type Html } from './html';
import type { PageContext, PageParts } from './page-context';

const STYLES = ['base.css', 'shop.css', 'checkout.css', 'demo-settings.css', 'result.css', 'activity.css'];

/** The whole document around a page. */
export function renderLayout(context: PageContext, parts: PageParts): string {
  const { language, texts, settings } = context;
  const data = { language, texts: texts.script, consoleUrl: settings.consoleUrl, ...parts.data };
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${parts.title} · ${texts.shop}</title>
        <link rel="icon" href="/assets/images/shop.svg" type="image/svg+xml" />
        ${STYLES.map((name) => html`<link rel="stylesheet" href="/assets/${name}" />`)} ${dataBlock('page-data', data)}
        ${parts.needsSdk === true && html`<script src="${settings.sdkUrl}"></script>`}
        ${['site.js', ...parts.scripts].map((name) => html`<script type="module" src="/assets/${name}"></script>`)}
      </head>
      <body>
        <a class="skip" href="#main">${texts.skipToContent}</a>
        <p class="notice">${texts.demoNotice}</p>
        ${header(context)}
        <main id="main" tabindex="-1">
          <noscript><p class="card">${texts.needsScript}</p></noscript>
          ${parts.main}
        </main>
        ${activity(context)}
        <footer><p>${texts.footer}</p></footer>
      </body>
    </html> `.text;
}

function header({ language, texts }: PageContext): Html {
  const other = language === 'ko' ? 'en' : 'ko';
  return html`<header>
    <a class="brand" href="/"><img src="/assets/images/shop.svg" alt="" width="32" height="32" />${texts.shop}</a>
    <nav>
      <a id="recent-order" href="/" hidden>${texts.recentOrder}</a>
      <a id="language" href="?lang=${other}" lang="${other}" hreflang="${other}">${texts.otherLanguage}</a>
    </nav>
  </header>`;
}

function activity({ texts, settings }: PageContext): Html {
  return html`<details id="activity">
    <summary>${texts.activity.title} <span id="activity-count" class="count">0</span></summary>
    <p>
      ${texts.activity.lead}
      <a id="console" href="${settings.consoleUrl}" target="_blank" rel="noopener">${texts.activity.console}</a>
      ${
        settings.deskUrl !== null &&
        html`<a id="desk" href="${settings.deskUrl()}" target="_blank" rel="noopener">${texts.activity.desk}</a>`
      }
    </p>
    <p id="activity-empty">${texts.activity.empty}</p>
    <ol id="activity-list"></ol>
  </details>`;
}
