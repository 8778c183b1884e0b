import type { Actor, Scope } from '../domain/access-key';
import type { Language } from './language';

/** What is told at the top of a page about the form that was sent before it. */
export interface Notice {
  readonly tone: 'good' | 'wait' | 'bad';
  readonly text: string;
}

/** What every page needs. */
export interface PageContext {
  readonly language: Language;
  /** Null before the sign-in. */
  readonly actor: Actor | null;
  readonly scopes: readonly Scope[];
  /** Every form holds it. */
  readonly csrfToken: string;
  /** A random id of this page, for forms that do something once: pressed twice, they send the same one. */
  readonly requestId: string;
  /** The path of the page with its query. */
  readonly path: string;
  readonly notice: Notice | null;
  /** The addresses of the style sheet, the script and the icon, with their hashes. */
  readonly assets: Readonly<Record<'css' | 'js' | 'icon', string>>;
}
