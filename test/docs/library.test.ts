import { codesIn, LANGUAGES, read, tablesOf } from './documents';

/** The blocks of code in a document. */
const blocksOf = (text: string) => [...text.matchAll(/^```\w+\n([\s\S]*?)^```/gm)].map(([, block]) => block);

/** The pairs of a two-column table of the document, found by a cell of its first column. */
function pairsOf(text: string, known: string): [string | undefined, string | undefined][] {
  const table = tablesOf(text).find((rows) => rows.some(([first = '']) => codesIn(first)[0] === known));
  return (table ?? []).slice(1).map(([left = '', right = '']) => [codesIn(left)[0], codesIn(right)[0]]);
}

/** The methods of an interface of the library. */
function methodsOf(name: string): string[] {
  const [, body = ''] =
    new RegExp(`export interface ${name} \\{([\\s\\S]*?)\\n\\}`).exec(read('src', 'library', 'checkout.ts')) ?? [];
  return [...body.matchAll(/^ {2}(\w+)[<(]/gm)].map(([, method]) => method ?? '');
}

describe.each(LANGUAGES)('the library, $name', ({ folder }) => {
  test('library.md has the option of every setting', () => {
    const options = [...read('src', 'library', 'read-options.ts').matchAll(/^ {2}(\w+): \['([^']+)'/gm)];
    expect(options.length).toBeGreaterThan(20);
    expect(pairsOf(read(folder, 'library.md'), 'IAMPORT_MODE')).toEqual(options.map(([, ...pair]) => pair));
  });

  test('library.md has the route of every method that has one', () => {
    const pairs = pairsOf(read(folder, 'library.md'), 'POST /orders');
    const routes = tablesOf(read(folder, 'api.md'))[0]?.flatMap(([cell = '']) => codesIn(cell)) ?? [];
    expect(routes).toEqual(expect.arrayContaining(pairs.map(([route]) => route)));
    const methods = [...methodsOf('CheckoutOrders').map((name) => `orders.${name}`), 'deadLetters.replay'];
    expect(pairs.map(([, method]) => method).toSorted()).toEqual([...methods, 'isReady', 'metrics'].toSorted());
  });

  test.each(['shop.test.js', 'shop.js'])('test-your-shop.md has %s as npm run check:package runs it', (file) => {
    expect(blocksOf(read(folder, 'test-your-shop.md'))).toContain(read('examples', 'shop-tests', file));
  });

  test('test-your-shop.md names only calls that the sandbox has', () => {
    const api = read('etc', 'sandbox.api.md');
    const calls = [...read(folder, 'test-your-shop.md').matchAll(/^\| `(\w+)\.(?:rules\.)?(\w+)/gm)];
    expect(calls.length).toBeGreaterThan(15);
    for (const [, , name = ''] of calls) expect(api).toMatch(new RegExp(`^ {4}${name}\\??: |\\b${name}: \\(`, 'm'));
  });
});
