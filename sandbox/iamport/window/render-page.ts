import { html, type Markup } from './html';
import type { Locale } from './locale';

/** A page of the sandbox: no inline script, no inline style. */
export interface Page {
  locale: Locale;
  title: string;
  /** Addresses of style sheets and of module scripts. */
  styles: readonly string[];
  scripts: readonly string[];
  /** Attributes of `<body>` for the scripts to read. */
  data?: Readonly<Record<string, string>>;
  body: Markup;
}

/** The whole document as text. */
export function renderPage({ locale, title, styles, scripts, data = {}, body }: Page): string {
  const attributes = Object.entries(data).map(([name, value]) => html` data-${name}="${value}"`);
  const page = html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        ${styles.map((href) => html`<link rel="stylesheet" href="${href}" />`)}
        ${scripts.map((src) => html`<script type="module" src="${src}"></script>`)}
      </head>
      <body${attributes}>
        ${body}
      </body>
    </html> `;
  return page.text;
}
