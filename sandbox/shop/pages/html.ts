import escapeHtml from 'escape-html';

/** Text that is HTML already: made by {@link html} only. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Value = string | number | false | Html | readonly Html[];

/** A piece of HTML. Whatever is put in is escaped unless it is a piece itself; `false` is nothing. */
export function html(pieces: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(pieces.reduce((text, piece, i) => text + render(values[i - 1] ?? '') + piece));
}

function render(value: Value): string {
  if (value === false) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(render).join('');
  return escapeHtml(String(value));
}

/** Data for a page's script, in a block that is never run. No `<` is left in it that could end the block. */
export function dataBlock(id: string, data: unknown): Html {
  const json = new Html(JSON.stringify(data).replaceAll('<', '\\u003c'));
  return html`<script type="application/json" id="${id}">
    ${json}
  </script>`;
}
