import type { VNode } from 'preact';
import type { PageContext } from '../page-context';
import { deskTexts } from '../texts/desk-texts';

interface PagerProps {
  readonly context: Pick<PageContext, 'language' | 'path'>;
  /** The cursor of the next page; null on the last one. */
  readonly next: string | null;
}

/** Links from one page of a list to the next, with the same filters. The cursor is the parameter `after`. */
export function Pager({ context: { language, path }, next }: PagerProps): VNode | null {
  const texts = deskTexts(language);
  const isFirst = !new URL(path, 'http://desk.invalid').searchParams.has('after');
  if (isFirst && next === null) return null;
  return (
    <nav class="pager" aria-label={texts.pages}>
      {!isFirst && (
        <a class="button quiet" href={pageAfter(path, null)}>
          {texts.firstPage}
        </a>
      )}
      {next !== null && (
        <a class="button quiet" rel="next" href={pageAfter(path, next)}>
          {texts.nextPage}
        </a>
      )}
    </nav>
  );
}

function pageAfter(path: string, cursor: string | null): string {
  const url = new URL(path, 'http://desk.invalid');
  if (cursor === null) url.searchParams.delete('after');
  else url.searchParams.set('after', cursor);
  return `${url.pathname}${url.search}`;
}
