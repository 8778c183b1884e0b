import { isWithin } from '../domain/order-filter';
import type { CarrierReplay } from '../domain/plan-resend';
import type { ResendClaim } from '../store/resends';
import type { DeadLetters } from '../store/dead-letters';
import { replayLetter, type ReplayLetterDeps } from './replay-notification';
import type { TryOrder } from './skip-poison-order';

export interface ReplayLettersDeps extends ReplayLetterDeps {
  readonly deadLetters: Pick<DeadLetters, 'page' | 'revive'>;
  /** How many orders one step looks at. */
  readonly batchSize: number;
  /** Begins a run that skips an order that fails. */
  readonly skipPoisonOrders: () => TryOrder;
}

/** What one step has sent again, and where the next one begins; null behind the last order. */
export interface SentAgain {
  readonly orders: number;
  readonly messages: number;
  readonly next: ResendClaim['after'];
}

/**
 * Makes the dead letters of a carrier due again that became dead within the period, those of a batch of orders. A letter that
 * is dead again later belongs to no earlier request. So a step that runs twice sends each once.
 *
 * @throws CheckoutError `unavailable`
 */
export async function replayLetters(
  deps: ReplayLettersDeps,
  claim: ResendClaim & { readonly replay: CarrierReplay },
  signal: AbortSignal,
): Promise<SentAgain> {
  const { carrier, actor } = claim.replay;
  const { letters, next } = await deps.deadLetters.page(claim.after, deps.batchSize);
  const tryOrder = deps.skipPoisonOrders();
  const orders = new Set<string>();
  // The other letters of an order that fails would fail as well, and look like a common cause.
  const failed = new Set<string>();
  let messages = 0;
  for (const letter of letters) {
    if (signal.aborted) break;
    const { deadAt, message } = letter.entry;
    if (message.channel !== carrier || deadAt === undefined || !isWithin(deadAt, claim)) continue;
    if (failed.has(letter.merchantUid)) continue;
    const isReplayed = await tryOrder(letter.merchantUid, () => replayLetter(deps, letter, actor, claim.requestId));
    if (isReplayed === undefined) failed.add(letter.merchantUid);
    if (isReplayed !== true) continue;
    orders.add(letter.merchantUid);
    messages += 1;
  }
  // Later orders have no letter that was dead by then.
  const isEnd = next === null || next.at >= claim.to;
  return { orders: orders.size, messages, next: isEnd ? null : next };
}
