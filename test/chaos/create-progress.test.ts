import { createProgress } from '../../chaos/create-progress';

const STALLED_MS = 100;

test('who waits for others goes on as soon as they have come so far', async () => {
  const progress = createProgress(1);
  const waiting = progress.until('a payment and a trouble', () => progress.played() === 1 && progress.made(0) === 1);
  progress.countPayment();
  progress.countTrouble(0);
  await waiting;
});

test('where nothing is counted any more, who waits is told for what, and how far all had come', async () => {
  const progress = createProgress(2, { stalledMs: STALLED_MS });
  progress.countPayment();
  progress.countTrouble(1);
  const waiting = progress.until('trouble 3 of 5', () => false);
  await expect(waiting).rejects.toThrow('trouble 3 of 5 never came: 1 payments were played and 0 + 1 troubles made');
});
