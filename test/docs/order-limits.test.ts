import { ORDER_LIMITS } from '../../src/domain/order-limits';
import { LANGUAGES, read, tablesOf } from './documents';

describe.each(LANGUAGES)('what an order weighs, in $name', ({ folder }) => {
  const table = tablesOf(read(folder, 'operations.md')).find((rows) =>
    rows.some(([first]) => first === '`paymentsOfAKind`'),
  );

  test('each bound of the code has a row with its number, and no other', () => {
    const numbers = (table ?? []).slice(1).map(([name = '', bound = '']) => [name, Number(/\d+/.exec(bound)?.[0])]);
    expect(Object.fromEntries(numbers)).toEqual(
      Object.fromEntries(Object.entries(ORDER_LIMITS).map(([name, bound]) => [`\`${name}\``, bound])),
    );
  });
});
