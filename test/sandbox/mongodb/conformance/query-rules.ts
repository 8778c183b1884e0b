import { mongo } from 'mongoose';
import { idsOf, type OpenRows, refusal, type Row } from './rows';

type Condition = mongo.Filter<Row>;

/** Null, missing and the other kinds of nothing. */
export const nullRules = (open: OpenRows): void => {
  const rows: Row[] = [
    { _id: 'missing' },
    { _id: 'null', a: null },
    { _id: 'number', a: 4 },
    { _id: 'empty document', a: {} },
    { _id: 'b null', a: { b: null } },
    { _id: 'b number', a: { b: 4 } },
    { _id: 'empty array', a: [] },
    { _id: 'array of b', a: [{ b: 1 }, { b: 2 }] },
    { _id: 'array, one without b', a: [{ b: 1 }, {}] },
    { _id: 'array of numbers', a: [1, 2] },
    { _id: 'array with null', a: [1, null] },
  ];

  it.each<[string, Condition, string[]]>([
    ['null matches null and missing', { a: null }, ['missing', 'null', 'array with null']],
    [
      'null at the end of a path matches whatever has no such field, but no array of scalars and no empty array',
      { 'a.b': null },
      ['missing', 'null', 'number', 'empty document', 'b null', 'array, one without b'],
    ],
    [
      '$exists: true matches a null',
      { 'a.b': { $exists: true } },
      ['b null', 'b number', 'array of b', 'array, one without b'],
    ],
    ['$exists: false matches missing only', { a: { $exists: false } }, ['missing']],
    [
      '$ne: null matches neither null nor missing',
      { 'a.b': { $ne: null } },
      ['b number', 'empty array', 'array of b', 'array of numbers', 'array with null'],
    ],
    ['$type: null matches a stored null only', { 'a.b': { $type: 'null' } }, ['b null']],
    ['$in with null matches missing', { a: { $in: [null, 4] } }, ['missing', 'null', 'number', 'array with null']],
    [
      '$nin with null does not',
      { a: { $nin: [null, 4, {}] } },
      ['b null', 'b number', 'empty array', 'array of b', 'array of numbers'],
    ],
    ['$gte: null is equal to null', { a: { $gte: null } }, ['missing', 'null', 'array with null']],
  ])('%s', async (_rule, filter, expected) => {
    await expect(idsOf(await open(rows), filter)).resolves.toEqual([...expected].sort());
  });
};

const DAY = (day: number): Date => new Date(Date.UTC(2026, 2, day));

/** Comparing, and the kinds of values that are never compared with each other. */
export const comparisonRules = (open: OpenRows): void => {
  const rows: Row[] = [
    { _id: 'day 1', v: DAY(1) },
    { _id: 'day 2', v: DAY(2) },
    { _id: 'day 3', v: DAY(3) },
    { _id: 'int', v: 5 },
    { _id: 'double', v: 5.5 },
    { _id: 'long', v: mongo.Long.fromString('9007199254740993') },
    { _id: 'decimal', v: mongo.Decimal128.fromString('5.25') },
    { _id: 'text', v: '2026-03-02' },
    { _id: 'true', v: true },
    { _id: 'document', v: { a: 1, b: 2 } },
  ];

  it.each<[string, Condition, string[]]>([
    ['dates compare with dates', { v: { $lte: DAY(2) } }, ['day 1', 'day 2']],
    ['a date is not a number', { v: { $gt: 0 } }, ['decimal', 'double', 'int', 'long']],
    ['a text is not a date', { v: { $gte: '2026' } }, ['text']],
    ['numbers of all types compare by worth', { v: { $gt: 5, $lt: 5.5 } }, ['decimal']],
    ['a long keeps its last digit', { v: { $gt: mongo.Long.fromString('9007199254740992') } }, ['long']],
    ['documents are equal with the same fields in the same order', { v: { a: 1, b: 2 } }, ['document']],
    ['documents with another order are not', { v: { b: 2, a: 1 } }, []],
    ['$ne is everything but', { v: { $ne: 5, $type: 'number' } }, ['decimal', 'double', 'long']],
    ['$in finds by value', { v: { $in: [DAY(3), 5, 'nothing'] } }, ['day 3', 'int']],
    ['$nin is everything but those', { v: { $nin: [DAY(1), DAY(2), DAY(3)], $type: 'date' } }, []],
    ['$not turns a condition round', { v: { $not: { $lt: DAY(3) }, $type: 'date' } }, ['day 3']],
    ['$mod counts remainders', { v: { $mod: [5, 0] } }, ['decimal', 'double', 'int']],
    ['$or is either', { $or: [{ v: true }, { v: 5 }] }, ['int', 'true']],
    ['$nor is neither', { $nor: [{ v: { $type: 'number' } }, { v: { $type: 'date' } }] }, ['document', 'text', 'true']],
    ['$and is both', { $and: [{ v: { $gte: DAY(2) } }, { v: { $lt: DAY(3) } }] }, ['day 2']],
    ['$regex finds in texts', { v: { $regex: '^2026-', $options: 'i' } }, ['text']],
  ])('%s', async (_rule, filter, expected) => {
    await expect(idsOf(await open(rows), filter)).resolves.toEqual(expected);
  });

  it('compares fields of one document with each other by $expr', async () => {
    const orders = await open([
      { _id: 'a', paid: 5, cancelled: 5 },
      { _id: 'b', paid: 5, cancelled: 3 },
    ]);
    await expect(idsOf(orders, { $expr: { $gt: ['$paid', '$cancelled'] } })).resolves.toEqual(['b']);
  });

  it.each<[string, object]>([
    ['an unknown operator on a field', { v: { $frobnicate: 1 } }],
    ['an unknown operator at the top', { $frobnicate: [] }],
    ['$in without a list', { v: { $in: 5 } }],
    ['an empty $or', { $or: [] }],
  ])('refuses %s (code 2), also where there is nothing to search', async (_what, filter) => {
    const empty = await open();
    await expect(refusal(empty.find(filter as Condition).toArray())).resolves.toMatchObject({ code: 2 });
    const full = await open(rows);
    await expect(refusal(full.updateOne(filter as Condition, { $set: { x: 1 } }))).resolves.toMatchObject({ code: 2 });
  });
};

/** How conditions look into arrays. */
export const arrayQueryRules = (open: OpenRows): void => {
  const rows: Row[] = [
    {
      _id: 'a',
      outbox: [
        { id: 1, dueAt: DAY(1) },
        { id: 2, dueAt: DAY(9) },
      ],
      tags: ['x', 'y'],
    },
    { _id: 'b', outbox: [{ id: 1, dueAt: DAY(5) }, { id: 2 }], tags: ['y'] },
    { _id: 'c', outbox: [{ id: 1 }], tags: 'x' },
    { _id: 'd', outbox: [], tags: [['x', 'y']] },
    { _id: 'e', n: [1, 10], tags: [] },
  ];

  it.each<[string, Condition, string[]]>([
    ['a range on a field of elements is met by any element', { 'outbox.dueAt': { $lte: DAY(5) } }, ['a', 'b']],
    ['two conditions may be met by different elements', { 'outbox.id': 2, 'outbox.dueAt': DAY(1) }, ['a']],
    ['$elemMatch wants one element that meets all', { outbox: { $elemMatch: { id: 2, dueAt: DAY(1) } } }, []],
    ['$elemMatch finds that one', { outbox: { $elemMatch: { id: 1, dueAt: { $lt: DAY(5) } } } }, ['a']],
    ['a range with two ends may be met by two elements', { n: { $gt: 5, $lt: 2 } }, ['e']],
    ['$elemMatch on values wants one', { n: { $elemMatch: { $gt: 5, $lt: 2 } } }, []],
    ['a value matches an array that has it', { tags: 'x' }, ['a', 'c']],
    ['an array matches the whole, or an element that is one', { tags: ['x', 'y'] }, ['a', 'd']],
    ['$ne is met by no element having it', { tags: { $ne: 'y' } }, ['c', 'd', 'e']],
    ['$all wants each of them', { tags: { $all: ['x', 'y'] } }, ['a']],
    ['$size counts elements', { outbox: { $size: 2 } }, ['a', 'b']],
    ['$size: 0 is an empty array, not a missing one', { outbox: { $size: 0 } }, ['d']],
    ['a position is part of a path', { 'outbox.0.dueAt': DAY(5) }, ['b']],
    ['$exists looks into elements', { 'outbox.dueAt': { $exists: true } }, ['a', 'b']],
    ['$exists by position asks for that many', { 'tags.1': { $exists: true } }, ['a']],
    ['$not with $elemMatch is no such element', { outbox: { $not: { $elemMatch: { id: 2 } } } }, ['c', 'd', 'e']],
    [
      '$elemMatch beside $not is both',
      { outbox: { $elemMatch: { id: 1 }, $not: { $elemMatch: { id: 1, dueAt: DAY(5) } } } },
      ['a', 'c'],
    ],
  ])('%s', async (_rule, filter, expected) => {
    await expect(idsOf(await open(rows), filter)).resolves.toEqual(expected);
  });

  it('finds the same with an index as without', async () => {
    const indexed = await open(rows);
    await indexed.createIndex({ 'outbox.dueAt': 1 }, { sparse: true });
    await indexed.createIndex({ tags: 1 });
    await expect(idsOf(indexed, { 'outbox.dueAt': { $lte: DAY(5) } })).resolves.toEqual(['a', 'b']);
    await expect(idsOf(indexed, { 'outbox.dueAt': null })).resolves.toEqual(['b', 'c', 'e']);
    await expect(idsOf(indexed, { tags: { $in: ['x', null] } })).resolves.toEqual(['a', 'c']);
    await expect(idsOf(indexed, { tags: ['x', 'y'] })).resolves.toEqual(['a', 'd']);
    await indexed.updateOne({ _id: 'c' }, { $set: { tags: 'z' } });
    await expect(idsOf(indexed, { tags: 'x' })).resolves.toEqual(['a']);
    await expect(idsOf(indexed, { tags: 'z' })).resolves.toEqual(['c']);
  });
};
