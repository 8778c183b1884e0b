import fc from 'fast-check';
import { mongo } from 'mongoose';
import { createMessageSplitter } from '../../../../sandbox/mongodb/stand-in/message-splitter';
import { createSortedList } from '../../../../sandbox/mongodb/stand-in/storage/sorted-list';
import { compareValues } from '../../../../sandbox/mongodb/stand-in/values/compare-values';
import { valueKey } from '../../../../sandbox/mongodb/stand-in/values/value-key';

const { Decimal128, Double, Int32, Long, ObjectId } = mongo;

const number = fc.oneof(
  fc.integer().map((n) => new Int32(n)),
  fc.constantFrom(0, -0, 1, 1.5, 0.1, 2 ** 53, 2 ** 60, -1e300, NaN, Infinity, -Infinity).map((n) => new Double(n)),
  fc.double().map((n) => new Double(n)),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((n) => Long.fromBigInt(n)),
  fc
    .constantFrom('0', '1', '1.0', '1.50', '0.1', '1E+3', '-7', 'NaN', 'Infinity', '9007199254740993')
    .map((text) => Decimal128.fromString(text)),
);
const scalar = fc.oneof(
  number,
  fc.string(),
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    '',
    '😀',
    '\uff5e',
    new Date(0),
    new Date(1e12),
    new ObjectId('0'.repeat(24)),
  ),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
}));

const sign = (n: number): number => Math.sign(n) + 0;

describe('the order of values', () => {
  it('is one: either way round, and from the first over the second to the third', () => {
    fc.assert(
      fc.property(value, value, value, (a, b, c) => {
        expect(sign(compareValues(a, b))).toBe(sign(-compareValues(b, a)));
        expect(compareValues(a, a)).toBe(0);
        const [x, y, z] = [a, b, c].sort(compareValues);
        expect(compareValues(x, z)).toBeLessThanOrEqual(0);
        expect(compareValues(x, y)).toBeLessThanOrEqual(0);
        expect(compareValues(y, z)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 1_000 },
    );
  });

  it('calls two values equal exactly when an index would', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(valueKey(a) === valueKey(b)).toBe(compareValues(a, b) === 0);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    [new Int32(1), new Double(1), 0],
    [Long.fromString('9007199254740993'), new Double(9007199254740992), 1],
    [Decimal128.fromString('0.1'), new Double(0.1), -1],
    [Decimal128.fromString('1.50'), new Double(1.5), 0],
    [new Double(NaN), new Double(-Infinity), -1],
    [new Double(-0), new Int32(0), 0],
    [Long.MAX_VALUE, Decimal128.fromString('9223372036854775807'), 0],
  ])('puts %p and %p right (%i)', (a, b, order) => {
    expect(compareValues(a, b)).toBe(order);
    expect(valueKey(a) === valueKey(b)).toBe(order === 0);
  });
});

describe('a sorted list', () => {
  const byNumber = (a: number, b: number): number => a - b;

  it('holds and finds the same as a sorted array, whatever is added and removed', () => {
    const change = fc.record({ add: fc.boolean(), item: fc.integer({ min: 0, max: 3_000 }) });
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 2_500, size: 'max' }),
        fc.integer({ min: 0, max: 3_000 }),
        (all, least) => {
          const list = createSortedList(byNumber);
          const model = new Set<number>();
          for (const { add, item } of all) {
            if (add && !model.has(item)) list.add(item);
            if (!add) list.remove(item);
            if (add) model.add(item);
            else model.delete(item);
          }
          const expected = [...model].filter((item) => item >= least).sort(byNumber);
          expect([...list.from((item) => item < least)]).toEqual(expected);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('a stream of messages', () => {
  it('comes apart at the same places however it was cut', () => {
    const payload = fc.uint8Array({ maxLength: 200 });
    fc.assert(
      fc.property(
        fc.array(payload, { maxLength: 6 }),
        fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1 }),
        (payloads, cuts) => {
          const messages = payloads.map((bytes) => {
            const message = Buffer.concat([Buffer.alloc(16), bytes]);
            message.writeInt32LE(message.length);
            return message;
          });
          const splitter = createMessageSplitter(1_000);
          const stream = Buffer.concat(messages);
          const found: Buffer[] = [];
          for (let at = 0, i = 0; at < stream.length; i += 1) {
            const cut = cuts[i % cuts.length] ?? 1;
            found.push(...splitter.push(stream.subarray(at, at + cut)));
            at += cut;
          }
          expect(found).toEqual(messages);
        },
      ),
    );
  });
});
