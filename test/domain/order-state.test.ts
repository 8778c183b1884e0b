import { canMove, INITIAL_STATE, ORDER_TRANSITIONS, type OrderState } from '../../src/domain/order-state';
import { unreachableStates } from '../support/unreachable-states';

const states = Object.keys(ORDER_TRANSITIONS) as OrderState[];

/** Every state that transitions reach from the given one, in one step or more. */
function reachableFrom(state: OrderState): Set<OrderState> {
  const reached = new Set<OrderState>(ORDER_TRANSITIONS[state]);
  for (const next of reached) ORDER_TRANSITIONS[next].forEach((further) => reached.add(further));
  return reached;
}

describe('the transitions of an order', () => {
  test('begin at pending', () => {
    expect(INITIAL_STATE).toBe('pending');
  });

  test('reach every state', () => {
    expect(unreachableStates(ORDER_TRANSITIONS, INITIAL_STATE)).toEqual([]);
  });

  test('lead only to known states, each named once', () => {
    for (const state of states) {
      expect(states).toEqual(expect.arrayContaining([...ORDER_TRANSITIONS[state]]));
      expect(new Set(ORDER_TRANSITIONS[state]).size).toBe(ORDER_TRANSITIONS[state].length);
    }
  });

  test.each(['paid', 'partially_cancelled', 'cancelled'] as const)(
    'never lead from %s back to unsettled',
    (settled) => {
      const unsettled: OrderState[] = ['pending', 'ready', 'expired', 'closed'];
      expect([...reachableFrom(settled)].filter((state) => unsettled.includes(state))).toEqual([]);
    },
  );

  test('never lead from a refunded order to paid', () => {
    expect(reachableFrom('partially_cancelled')).not.toContain('paid');
    expect(reachableFrom('cancelled')).toEqual(new Set());
  });

  test('lead to cancelled only from a settled order', () => {
    const before = states.filter((state) => ORDER_TRANSITIONS[state].includes('cancelled'));
    expect(before).toEqual(['paid', 'partially_cancelled']);
  });

  test.each(['expired', 'closed'] as const)('let an order that is %s be settled and nothing else', (state) => {
    expect(ORDER_TRANSITIONS[state]).toEqual(['paid', 'partially_cancelled']);
  });

  test('lead to the same state only for another account and a further partial refund', () => {
    expect(states.filter((state) => canMove(state, state))).toEqual(['ready', 'partially_cancelled']);
  });
});

describe('canMove', () => {
  test('is true exactly for the transitions of the table', () => {
    for (const from of states) {
      for (const to of states) expect(canMove(from, to)).toBe(ORDER_TRANSITIONS[from].includes(to));
    }
  });

  test('lets a pending order be paid, and a paid one never be pending', () => {
    expect(canMove('pending', 'paid')).toBe(true);
    expect(canMove('paid', 'pending')).toBe(false);
  });
});

describe('unreachableStates', () => {
  test('names a state without a transition to it', () => {
    const table: Record<string, string[]> = { start: ['end'], end: [], island: ['end'] };
    expect(unreachableStates(table, 'start')).toEqual(['island']);
  });

  test('names states that only lead to each other', () => {
    const table: Record<string, string[]> = { start: [], one: ['other'], other: ['one'] };
    expect(unreachableStates(table, 'start')).toEqual(['one', 'other']);
  });

  test('follows cycles and paths of many steps', () => {
    expect(unreachableStates({ a: ['b'], b: ['c', 'a'], c: ['d'], d: ['a'] }, 'a')).toEqual([]);
  });
});
