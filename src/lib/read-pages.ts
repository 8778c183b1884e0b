/** One page of a list. */
export interface ListPage {
  /** Entries of the whole list. */
  readonly total: number;
  readonly isLast: boolean;
}

export interface ReadPagesDeps<Page extends ListPage> {
  /**
   * Reads page `page`, from 1, of `limit` entries; behind the end, an empty last page.
   *
   * @returns null where this page cannot be fetched, though others can; `ended` where nothing more may be asked
   */
  readonly fetch: (page: number, limit: number) => Promise<Page | null | 'ended'>;
  readonly take: (page: Page) => Promise<void>;
}

/** How the reading of a list ended: with its last entry, because it changed meanwhile, or because `fetch` said so. */
export interface PagesRead {
  readonly end: 'last' | 'changed' | 'ended';
  /** Entries that cannot be fetched. */
  readonly skipped: number;
}

const PARTS = 10;
/** Each costs a call that fails; beyond so many, the rest of the list counts as skipped. */
const MAX_SKIPPED = 20;

/**
 * Reads a list to its end. A page that cannot be fetched is read by smaller ones, down to a single entry, which is stepped
 * over: nothing else is lost for it.
 *
 * @param size of the largest page, a power of ten
 * @param begin where to begin, a multiple of `size`, and the list's total as far as it is known
 */
export async function readPages<Page extends ListPage>(
  { fetch, take }: ReadPagesDeps<Page>,
  size: number,
  begin: { readonly offset: number; readonly total: number | null } = { offset: 0, total: null },
): Promise<PagesRead> {
  const so: { end: PagesRead['end'] | null; skipped: number; total: number | null } = {
    end: null,
    skipped: 0,
    total: begin.total,
  };

  async function read(offset: number, count: number): Promise<void> {
    const page = await fetch(offset / count + 1, count);
    if (page === 'ended') so.end = 'ended';
    else if (page !== null) await takeIn(page);
    else if (count > 1) await readAll(offset, offset + count, count / PARTS);
    else skip(offset);
  }

  async function takeIn(page: Page): Promise<void> {
    await take(page);
    if (page.total !== (so.total ??= page.total)) so.end = 'changed';
    else if (page.isLast) so.end = 'last';
  }

  function skip(offset: number): void {
    so.skipped += 1;
    const isLast = so.total !== null && offset + 1 >= so.total;
    if (isLast || so.skipped >= MAX_SKIPPED) so.end = 'last';
  }

  async function readAll(from: number, to: number, count: number): Promise<void> {
    for (let offset = from; offset < to && so.end === null; offset += count) await read(offset, count);
  }

  await readAll(begin.offset, Infinity, size);
  return { end: so.end ?? 'last', skipped: so.skipped };
}
