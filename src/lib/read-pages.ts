/** One page of a list. */
export interface ListPage {
  /** Number of entries in the whole list. */
  readonly total: number;
  readonly isLast: boolean;
}

export interface ReadPagesDeps<Page extends ListPage> {
  /**
   * Reads page `page`, from 1, of `limit` entries. A page behind the end is an empty last page.
   *
   * @returns null where only this page cannot be fetched; `ended` where no more pages may be fetched
   */
  readonly fetch: (page: number, limit: number) => Promise<Page | null | 'ended'>;
  readonly take: (page: Page) => Promise<void>;
}

/** Why reading ended: the last entry was read, the list changed meanwhile, or `fetch` returned `ended`. */
export interface PagesRead {
  readonly end: 'last' | 'changed' | 'ended';
  /** Number of entries that cannot be fetched. */
  readonly skipped: number;
}

const PARTS = 10;
/** Each skipped entry costs a failing call. At this number the rest of the list counts as skipped. */
const MAX_SKIPPED = 20;

/**
 * Reads a list to its end. A page that cannot be fetched is split into smaller pages. A single entry that cannot be
 * fetched is skipped, so that no other entry is lost.
 *
 * @param size of the largest page; a power of ten
 * @param begin the first offset, a multiple of `size`, and the list's total where it is known
 */
export async function readPages<Page extends ListPage>(
  { fetch, take }: ReadPagesDeps<Page>,
  size: number,
  begin: { readonly offset: number; readonly total: number | null } = { offset: 0, total: null },
): Promise<PagesRead> {
  const state: { end: PagesRead['end'] | null; skipped: number; total: number | null } = {
    end: null,
    skipped: 0,
    total: begin.total,
  };

  async function read(offset: number, count: number): Promise<void> {
    const page = await fetch(offset / count + 1, count);
    if (page === 'ended') state.end = 'ended';
    else if (page !== null) await accept(page);
    else if (count > 1) await readAll(offset, offset + count, count / PARTS);
    else skip(offset);
  }

  async function accept(page: Page): Promise<void> {
    await take(page);
    if (page.total !== (state.total ??= page.total)) state.end = 'changed';
    else if (page.isLast) state.end = 'last';
  }

  function skip(offset: number): void {
    state.skipped += 1;
    const isLast = state.total !== null && offset + 1 >= state.total;
    if (isLast || state.skipped >= MAX_SKIPPED) state.end = 'last';
  }

  async function readAll(from: number, to: number, count: number): Promise<void> {
    for (let offset = from; offset < to && state.end === null; offset += count) await read(offset, count);
  }

  await readAll(begin.offset, Infinity, size);
  return { end: state.end ?? 'last', skipped: state.skipped };
}
