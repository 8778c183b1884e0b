import type { Channel } from '../domain/outbox';
import type { DeadLetterCounts } from '../store/backlog';
import type { DeadLetterPage, DeadLetters, DeadPlace } from '../store/dead-letters';
import type { Letter } from '../store/letter';

export type { DeadLetterCounts, Letter };

/** Which page to read. */
export interface DeadLetterRequest {
  /** Null for those of all carriers. */
  readonly carrier: Channel | null;
  /** Where the page before has ended; null for the first page. */
  readonly after: DeadPlace | null;
  /** How many orders one query reads; a page ends with the query by which it has so many letters. */
  readonly limit: number;
}

/** The service with its dependencies bound. */
export type ListDeadLetters = (request: DeadLetterRequest) => Promise<DeadLetterPage>;
/** Counts the dead letters of each carrier. */
export type CountDeadLetters = () => Promise<DeadLetterCounts>;

/** The most orders that one page examines. A page that is not full by then ends, and the next page goes on. */
export const MAX_EXAMINED_ORDERS = 1_000;

/**
 * Lists dead letters: the order first that has had one for the longest time.
 *
 * @throws CheckoutError `unavailable`
 */
export async function listDeadLetters(
  { page }: Pick<DeadLetters, 'page'>,
  { carrier, after, limit }: DeadLetterRequest,
): Promise<DeadLetterPage> {
  const letters: Letter[] = [];
  let place = after;
  for (let examined = 0; examined < MAX_EXAMINED_ORDERS; examined += limit) {
    const found = await page(place, limit);
    letters.push(...found.letters.filter(({ entry }) => carrier === null || entry.message.channel === carrier));
    place = found.next;
    if (place === null || letters.length >= limit) break;
  }
  return { letters, next: place };
}
