import fc from 'fast-check';
import { compileSort } from '../../../../sandbox/mongodb/stand-in/query/compile-sort';
import type { BsonDocument } from '../../../../sandbox/mongodb/stand-in/values/bson-type';

const value = fc.oneof(
  fc.constantFrom<unknown>(null, 1, 2, 3, 'x'),
  fc.array(fc.constantFrom(1, 2, 3), { maxLength: 3 }),
);
const row = fc.record({ a: value, b: fc.constantFrom(1, 2) }, { requiredKeys: [] });
const direction = fc.constantFrom(1, -1);
const itself = (document: BsonDocument): BsonDocument => document;

it('a sort with a limit is the beginning of the sort without, also among equals', () => {
  const rows = fc.array(row, { maxLength: 30 });
  fc.assert(
    fc.property(rows, direction, direction, fc.integer({ min: 1, max: 12 }), (given, a, b, limit) => {
      const documents = given.map((fields, i): BsonDocument => ({ _id: i, ...fields }));
      const sort = compileSort({ a, b });
      expect(sort?.(documents, itself, limit).slice(0, limit)).toEqual(sort?.(documents, itself).slice(0, limit));
    }),
    { numRuns: 500 },
  );
});

it('a sort leaves equals in the order in which they came', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 30 }), direction, (given, b) => {
      const documents = given.map((fields, i): BsonDocument => ({ _id: i, ...fields }));
      const sorted = compileSort({ b })?.(documents, itself) ?? [];
      for (const [i, document] of sorted.entries()) {
        const next = sorted[i + 1];
        if (next !== undefined && next['b'] === document['b']) {
          expect(Number(next['_id'])).toBeGreaterThan(Number(document['_id']));
        }
      }
    }),
  );
});
