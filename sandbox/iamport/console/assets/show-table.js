import { element } from './element.js';
import { texts } from './page-texts.js';

const shown = new Map();

/**
 * Shows rows as a table (cards on a phone). Columns are `[heading, cell]`, where `cell(row)` is text or an element.
 * A table whose data are as before is left alone, so that the keyboard's place in it is kept.
 */
export function showTable(id, rows, columns, { empty = texts.nothing, rowId, key = rows } = {}) {
  const state = JSON.stringify([key, empty]);
  if (shown.get(id) === state) return;
  shown.set(id, state);
  const focused = document.activeElement?.id;
  const container = document.getElementById(id);
  container.replaceChildren(rows.length === 0 ? element('p', { class: 'hint' }, empty) : table(rows, columns, rowId));
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

function table(rows, columns, rowId) {
  const head = element(
    'tr',
    {},
    columns.map(([heading]) => element('th', { scope: 'col' }, heading)),
  );
  const body = rows.map((row) =>
    element(
      'tr',
      { id: rowId?.(row) },
      columns.map(([heading, cell]) => element('td', { 'data-label': heading }, element('span', {}, cell(row) ?? ''))),
    ),
  );
  return element('table', {}, element('thead', {}, head), element('tbody', {}, body));
}
