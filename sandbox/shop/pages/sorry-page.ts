import { html } from './html';
import type { PageContext, PageParts } from './page-context';

/** A page for what is not there, or not now. */
export function renderSorry({ texts }: PageContext, kind: 'notFound' | 'broken'): PageParts {
  const { title, advice } = texts[kind];
  return {
    title,
    scripts: [],
    main: html`<div class="narrow">
      <div class="card result">
        <div class="mark bad" aria-hidden="true">!</div>
        <h1>${title}</h1>
        <p class="soft">${advice}</p>
        <p class="actions"><a class="button" href="/">${texts.backToShop}</a></p>
      </div>
    </div>`,
  };
}
