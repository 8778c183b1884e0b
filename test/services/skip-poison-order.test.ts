import { CheckoutError } from '../../src/domain/errors';
import { skipPoisonOrder } from '../../src/services/skip-poison-order';

/** Runs work that fails for the orders named `poison…`. */
async function run(orders: readonly string[]) {
  const reported: string[] = [];
  const done: string[] = [];
  const tryOrder = skipPoisonOrder((_, merchantUid) => reported.push(merchantUid));
  const all = async () => {
    for (const order of orders) {
      await tryOrder(order, async () => {
        if (order.startsWith('poison')) throw new Error(order);
        if (order === 'outage') throw new CheckoutError('unavailable', 'database');
        done.push(order);
      });
    }
  };
  return {
    error: await all().then(
      () => null,
      (thrown: unknown) => thrown,
    ),
    reported,
    done,
  };
}

test('an order that fails is reported and skipped', async () => {
  expect(await run(['a', 'poison-1', 'b', 'poison-2', 'poison-3', 'c'])).toEqual({
    error: null,
    reported: ['poison-1', 'poison-2', 'poison-3'],
    done: ['a', 'b', 'c'],
  });
});

test('an outage of the database ends the run at once, and skips no order', async () => {
  const { error, reported, done } = await run(['a', 'outage', 'b']);
  expect({ error, reported, done }).toEqual({
    error: new CheckoutError('unavailable', 'database'),
    reported: [],
    done: ['a'],
  });
});

test('three failures in a row end the run', async () => {
  const { error, done } = await run(['a', 'poison-1', 'poison-2', 'poison-3', 'b']);
  expect(error).toEqual(new Error('poison-3'));
  expect(done).toEqual(['a']);
});
