import { read, codesIn, LANGUAGES, tablesOf } from './documents';

/** The members of a union of texts in a source of the client. */
function unionOf(type: string, file: string): string[] {
  const [, members = ''] = new RegExp(`export type ${type} =([^;]*);`).exec(read('src', 'client', file)) ?? [];
  return [...members.matchAll(/'([^']+)'/g)].map(([, name]) => name ?? '');
}

describe.each(LANGUAGES)('client.md, $name', ({ folder }) => {
  const tables = tablesOf(read(folder, 'client.md'));
  const codes = (table: number) => tables[table]?.slice(1).map(([first = '']) => codesIn(first)[0]) ?? [];

  test('has every method of the client with its route', () => {
    const source = read('src', 'client', 'checkout-client.ts');
    const parts = [...source.matchAll(/export interface (\w+)Client \{([\s\S]*?)\n\}/g)].slice(0, 3);
    const methods = parts.flatMap(([, part = '', body = '']) =>
      [...body.matchAll(/readonly (\w+): \(/g)].map(([, name]) => `${part.toLowerCase()}.${name}`),
    );
    expect(codes(0).map((code) => code?.replace(/\(.*/, ''))).toEqual(methods);
  });

  test('has the default of every option', () => {
    const source = read('src', 'client', 'create-checkout-client.ts');
    const defaults = [...source.matchAll(/(\w+): (?:options|retry)\.\1 \?\? ([\d_]+)/g)].map(([, name, value]) => [
      name,
      value,
    ]);
    expect(defaults).toHaveLength(5);
    const rows = (tables[1] ?? []).map(([name = '', , value = '']) => [
      codesIn(name)[0]?.split('.').at(-1),
      codesIn(value)[0],
    ]);
    for (const row of defaults) expect(rows).toContainEqual(row);
  });

  test('has every code of an error', () => {
    expect(codes(2)).toEqual(unionOf('ClientErrorCode', 'client-error.ts'));
    expect(codes(3).toSorted()).toEqual(unionOf('EventErrorCode', 'event-error.ts').toSorted());
  });

  test('has what each refusal of an event is answered with', () => {
    const [, table = ''] = /STATUS_CODES[^=]*= \{([^}]*)\}/.exec(read('src', 'client', 'event-error.ts')) ?? [];
    const answered = [...table.matchAll(/(\w+): (\d+)/g)].map(([, code, status]) => [code, status]);
    expect(
      (tables[3] ?? [])
        .slice(1)
        .map(([code = '', status]) => [codesIn(code)[0], status])
        .toSorted(),
    ).toEqual(answered.toSorted());
  });
});
