import { html, type Markup } from '../window/html';

/** A labelled field of a console form; `name` is the field's name in the body it is sent in. */
export interface FieldOptions {
  id: string;
  name: string;
  label: string;
  type?: 'text' | 'number' | 'url';
  value?: string;
  /** Id of a datalist. */
  list?: string;
  hint?: string;
}

/** A labelled input. */
export function field({ id, name, label, type = 'text', value = '', list, hint }: FieldOptions): Markup {
  const listed = list === undefined ? null : html` list="${list}"`;
  const step = type === 'number' ? html` step="any"` : null;
  return html`<div class="field">
    <label for="${id}">${label}</label>
    <input
      id="${id}"
      name="${name}"
      type="${type}"
      value="${value}"
      autocomplete="off"
      ${listed}${step}${described(id, hint)}
    />
    ${hint !== undefined && html`<p class="hint" id="${id}-hint">${hint}</p>`}
  </div>`;
}

/** A labelled choice; entries are value and text. */
export function choice(
  options: Pick<FieldOptions, 'id' | 'name' | 'label' | 'hint'>,
  entries: readonly (readonly [string, string])[],
): Markup {
  const { id, name, label, hint } = options;
  return html`<div class="field">
    <label for="${id}">${label}</label>
    <select id="${id}" name="${name}" ${described(id, hint)}>
      ${entries.map(([value, text]) => html`<option value="${value}">${text}</option>`)}
    </select>
    ${hint !== undefined && html`<p class="hint" id="${id}-hint">${hint}</p>`}
  </div>`;
}

/** A labelled checkbox. */
export function checkbox({ id, name, label, hint }: Pick<FieldOptions, 'id' | 'name' | 'label' | 'hint'>): Markup {
  return html`<div class="field check">
    <label for="${id}"><input id="${id}" name="${name}" type="checkbox" ${described(id, hint)} /> ${label}</label>
    ${hint !== undefined && html`<p class="hint" id="${id}-hint">${hint}</p>`}
  </div>`;
}

function described(id: string, hint: string | undefined): Markup | null {
  return hint === undefined ? null : html` aria-describedby="${id}-hint"`;
}
