/** Markup that is safe to send: whatever came into it was escaped, or was markup before. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

/** What may stand in a template: nothing (null, undefined, false), text, markup, or a list of them. */
export type Part = string | number | Markup | null | undefined | false | readonly Part[];

/** Builds markup; every value in it is escaped for text and for quoted attributes, unless it is markup itself. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Markup {
  const filled = strings.map((text, index) => text + (index < parts.length ? written(parts[index]) : ''));
  return new Markup(filled.join(''));
}

/** Escapes text for HTML, inside and outside of quotes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function written(part: Part): string {
  if (part === null || part === undefined || part === false) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'object') return part.map(written).join('');
  return escapeHtml(String(part));
}
