import fc from 'fast-check';
import { createCollection } from '../../../../sandbox/mongodb/stand-in/storage/collection';
import { parseIndexDefinition } from '../../../../sandbox/mongodb/stand-in/storage/index-definition';

describe('an index', () => {
  // Few values, so that conditions and documents often meet.
  const digit = fc.constantFrom(1, 2, 3);
  const small = fc.oneof({ arbitrary: digit, weight: 3 }, fc.constantFrom<unknown>(null, 'x', new Date(0)));
  const list = fc.array(
    fc.oneof(small, fc.array(small, { maxLength: 2 }), fc.record({ b: small }), fc.record({ c: small })),
    {
      maxLength: 3,
    },
  );
  const field = fc.oneof(small, list, fc.record({ b: fc.oneof(small, list) }), fc.record({ c: small }));
  const document = fc.record({ a: field, b: field }, { requiredKeys: [] });
  const path = fc.constantFrom('a', 'b', 'a.b', 'a.c', 'a.0');
  const condition = fc.oneof(
    field,
    fc.record({ $in: fc.array(small, { maxLength: 3 }) }),
    fc.tuple(fc.constantFrom('$gt', '$gte', '$lt', '$lte', '$eq', '$ne'), small).map(([name, x]) => ({ [name]: x })),
    fc.tuple(fc.constantFrom('$gt', '$gte'), digit, digit).map(([name, low, high]) => ({ [name]: low, $lt: high })),
    fc.record({ $elemMatch: fc.record({ $gte: small, $lt: small }) }),
    fc.record({ $exists: fc.boolean() }),
  );
  const filter = fc.dictionary(path, condition, { minKeys: 1, maxKeys: 2, noNullPrototype: true });
  const index = fc.record({ paths: fc.uniqueArray(path, { minLength: 1, maxLength: 2 }), sparse: fc.boolean() });
  const change = fc.oneof(document, fc.constant('remove' as const));

  const createRows = (
    indexes: { paths: string[]; sparse: boolean }[],
    documents: object[],
    changes: (object | 'remove')[],
  ) => {
    const collection = createCollection('db.rows');
    for (const { paths, sparse } of indexes) {
      const key = Object.fromEntries(paths.map((one) => [one, 1]));
      collection.buildIndex(parseIndexDefinition({ key, name: paths.join('_'), sparse }));
    }
    const records = documents.map((fields, i) => collection.insert({ _id: i, ...fields }));
    changes.forEach((to, i) => {
      const record = records[i];
      if (record === undefined) return;
      if (to === 'remove') collection.remove(record);
      else collection.replace(record, { _id: i, ...to });
    });
    return (wanted: object): unknown[] =>
      Array.from(
        collection.match({ ...wanted }, () => undefined),
        (record) => record.document['_id'],
      );
  };

  it('never changes what a filter finds, before and after changes', () => {
    const documents = fc.array(document, { minLength: 3, maxLength: 8 });
    const changes = fc.array(change, { maxLength: 4 });
    const filters = fc.array(filter, { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(
        fc.array(index, { minLength: 1, maxLength: 2 }),
        documents,
        changes,
        filters,
        (indexes, rows, later, wanted) => {
          let find: ReturnType<typeof createRows>;
          try {
            find = createRows(indexes, rows, later);
          } catch (error) {
            // Two arrays under one key are refused; then there is nothing to compare.
            fc.pre((error as { codeName?: string }).codeName !== 'CannotIndexParallelArrays');
            throw error;
          }
          const scan = createRows([], rows, later);
          for (const one of wanted) expect(find(one)).toEqual(scan(one));
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
