import { setTimeout as sleep } from 'node:timers/promises';
import type { Notification } from '../../demo-log';
import type { Tour, TourStep } from '../tour-step';

const WAIT_MS = 10_000;
const LOOK_EVERY_MS = 100;

/**
 * The last step: each transition and each entry of evidence must have been told to the shop exactly once.
 *
 * @param notifications what was delivered so far
 */
export function outboxStep(notifications: () => readonly Notification[]): TourStep {
  return {
    title: 'What the outbox has delivered meanwhile',
    async run(tour) {
      const counts = await Promise.all(tour.orders().map((merchantUid) => countTellable(tour, merchantUid)));
      const expected = counts.reduce((sum, count) => sum + count, 0);
      const events = () => notifications().filter(({ kind }) => kind === 'event');
      const giveUpAt = performance.now() + WAIT_MS;
      while (events().length < expected && performance.now() < giveUpAt) await sleep(LOOK_EVERY_MS);
      for (const { text } of notifications()) tour.note(text);
      tour.check(events().length === expected, `${events().length} events for ${expected} transitions and findings`);
      tour.check(
        notifications().some(({ kind }) => kind === 'sms'),
        'one text message with the virtual account',
      );
    },
  };
}

async function countTellable(tour: Tour, merchantUid: string): Promise<number> {
  const { history, attention } = (await tour.peek(merchantUid)).body;
  return (history as unknown[]).length + (attention as unknown[]).length;
}
