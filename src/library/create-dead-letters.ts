import { z } from 'zod';
import { isShopEvent } from '../domain/outbox';
import { MessageParams } from '../http/payment-ids';
import type { ReplayNotification } from '../services/replay-notification';
import type { DeadLetters as StoredDeadLetters } from '../store/dead-letters';
import type { Letter } from '../store/letter';
import type { DeadLetters } from './checkout';
import type { DeadLetter } from './checkout-results';
import { actorOf, readInput } from './read-input';

const Limit = z.object({ limit: z.int().min(1).max(1_000) });

/** Creates the dead letters of a checkout. */
export function createCheckoutDeadLetters(
  stored: Pick<StoredDeadLetters, 'list'>,
  replay: ReplayNotification,
): DeadLetters {
  return {
    list: async (limit = 100) => (await stored.list(readInput(Limit, { limit }).limit)).map(toDeadLetter),
    replay: async (id, by) => ({ status: (await replay(readInput(MessageParams, { id }).id, actorOf(by))).result }),
  };
}

function toDeadLetter({ merchantUid, entry }: Letter): DeadLetter {
  const { id, message, createdAt, deadAt, lastError } = entry;
  return {
    id,
    merchantUid,
    carrier: message.channel,
    event: isShopEvent(message) ? message.event : null,
    createdAt,
    deadAt: deadAt ?? createdAt,
    lastError,
  };
}
