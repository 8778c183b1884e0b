import { type Sorting, isSorting } from '../payments/sort-payments';
import { type ApiReply, failure } from './api-reply';
import { BAD_SORTING_TEXT, INVENTED_TEXTS } from './messages';

/** What `page`, `limit` and `sorting` ask for (§3). */
export interface PageRequest {
  page: number;
  limit: number;
  sorting: Sorting;
}

const MAX_LIMIT = 1000;
const DEFAULT_LIMIT = 20;

/** Reads the paging parameters, or tells which 400 to answer with. */
export function readPage(query: URLSearchParams): PageRequest | { rejected: ApiReply } {
  const page = wholeNumber(query.get('page'), 1);
  if (page === undefined) return { rejected: failure(400, INVENTED_TEXTS.badPage) };
  const limit = wholeNumber(query.get('limit'), DEFAULT_LIMIT);
  if (limit === undefined || limit > MAX_LIMIT) return { rejected: failure(400, INVENTED_TEXTS.badLimit) };
  const sorting = readSorting(query);
  if (sorting === undefined) return { rejected: failure(400, BAD_SORTING_TEXT) };
  return { page, limit, sorting };
}

/** The order asked for; the newest start first without one (§3). Undefined when nobody knows it. */
export function readSorting(query: URLSearchParams): Sorting | undefined {
  const text = query.get('sorting') || '-started';
  return isSorting(text) ? text : undefined;
}

function wholeNumber(text: string | null, whenMissing: number): number | undefined {
  if (text === null || text === '') return whenMissing;
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}
