import { mongo } from 'mongoose';
import { type OpenRows, refusal, type Row } from './rows';

/** Which fields come back. */
export const projectionRules = (open: OpenRows): void => {
  const row: Row = {
    _id: 'x',
    n: 1,
    a: { b: 2, c: 3 },
    list: [{ id: 1, v: 'p' }, { id: 2, v: 'q' }, { id: 3, v: 'r' }, 4],
  };
  const list = row['list'] as object[];

  it.each<[string, mongo.Document, object]>([
    ['those named, and the _id', { n: 1 }, { _id: 'x', n: 1 }],
    ['without the _id when it is excluded', { _id: 0, n: 1 }, { n: 1 }],
    ['all but those excluded', { list: 0, 'a.b': 0 }, { _id: 'x', n: 1, a: { c: 3 } }],
    ['a field of an embedded document', { 'a.b': 1 }, { _id: 'x', a: { b: 2 } }],
    ['the same written as a document', { a: { b: 1 } }, { _id: 'x', a: { b: 2 } }],
    [
      'a field of each element that is a document',
      { 'list.id': 1 },
      { _id: 'x', list: [{ id: 1 }, { id: 2 }, { id: 3 }] },
    ],
    ['elements without a field', { n: 0, a: 0, 'list.v': 0 }, { _id: 'x', list: [{ id: 1 }, { id: 2 }, { id: 3 }, 4] }],
    ['the last elements', { _id: 1, list: { $slice: -2 } }, { _id: 'x', list: list.slice(-2) }],
    ['elements from a position on', { _id: 1, list: { $slice: [1, 2] } }, { _id: 'x', list: list.slice(1, 3) }],
    [
      'the first element that matches',
      { list: { $elemMatch: { id: { $gt: 1 } } } },
      { _id: 'x', list: [{ id: 2, v: 'q' }] },
    ],
    ['the _id alone', { _id: 1 }, { _id: 'x' }],
    ['nothing for a missing field', { nothing: 1 }, { _id: 'x' }],
  ])('%s', async (_rule, projection, expected) => {
    const rows = await open([row]);
    await expect(rows.findOne({}, { projection })).resolves.toEqual(expected);
  });

  it('keeps all other fields beside a $slice that stands alone', async () => {
    const rows = await open([row]);
    await expect(rows.findOne({}, { projection: { list: { $slice: 1 } } })).resolves.toEqual({
      ...row,
      list: [list[0]],
    });
  });

  it('refuses to include and to exclude at once', async () => {
    const rows = await open([row]);
    const mixed = { projection: { n: 1, a: 0 } };
    await expect(refusal(rows.findOne({}, mixed))).resolves.toMatchObject({ code: 31254 });
    await expect(refusal(rows.findOne({}, { projection: { a: 0, n: 1 } }))).resolves.toMatchObject({ code: 31253 });
  });
};

/** In which order and how many. */
export const sortRules = (open: OpenRows): void => {
  const sorted = async (given: Row[], sort: mongo.Sort): Promise<string[]> => {
    const rows = await open(given);
    return (await rows.find().sort(sort).toArray()).map(({ _id }) => _id);
  };

  it('sorts by several fields, each in its direction', async () => {
    const rows = [
      { _id: 'a', s: 'x', n: 1 },
      { _id: 'b', s: 'y', n: 1 },
      { _id: 'c', s: 'x', n: 2 },
      { _id: 'd', s: 'y', n: 2 },
    ];
    await expect(sorted(rows, { s: -1, n: 1 })).resolves.toEqual(['b', 'd', 'a', 'c']);
    await expect(
      sorted(rows, [
        ['n', -1],
        ['s', 1],
      ]),
    ).resolves.toEqual(['c', 'd', 'a', 'b']);
  });

  it('puts kinds of values in a fixed order: nothing, numbers, texts, documents, truth, dates', async () => {
    const rows = [
      { _id: 'date', v: new Date(0) },
      { _id: 'true', v: true },
      { _id: 'false', v: false },
      { _id: 'document', v: { a: 1 } },
      { _id: 'text', v: 'a' },
      { _id: 'number', v: 99 },
      { _id: 'negative', v: -0.5 },
      { _id: 'missing' },
    ];
    const order = ['missing', 'negative', 'number', 'text', 'document', 'false', 'true', 'date'];
    await expect(sorted(rows, { v: 1 })).resolves.toEqual(order);
    await expect(sorted(rows, { v: -1 })).resolves.toEqual(order.toReversed());
  });

  it('sorts an array by its least element upwards and by its greatest downwards', async () => {
    const rows = [
      { _id: 'a', list: [{ at: 3 }, { at: 9 }] },
      { _id: 'b', list: [{ at: 5 }] },
      { _id: 'c', list: [{ at: 1 }, { at: 7 }] },
    ];
    await expect(sorted(rows, { 'list.at': 1 })).resolves.toEqual(['c', 'a', 'b']);
    await expect(sorted(rows, { 'list.at': -1 })).resolves.toEqual(['a', 'c', 'b']);
  });

  it('sorts texts by their code points, dates by their time', async () => {
    const texts = ['B', 'a', '가', 'é', 'Z', '😀', '\uff5e'].map((v) => ({ _id: v, v }));
    await expect(sorted(texts, { v: 1 })).resolves.toEqual(['B', 'Z', 'a', 'é', '가', '\uff5e', '😀']);
    const dates = [5, -5, 0].map((ms) => ({ _id: String(ms), v: new Date(ms) }));
    await expect(sorted(dates, { v: 1 })).resolves.toEqual(['-5', '0', '5']);
  });

  it('pages without gaps and repeats', async () => {
    const rows = await open(Array.from({ length: 25 }, (_, i) => ({ _id: String(i).padStart(2, '0'), n: i % 3 })));
    const pages = await Promise.all(
      [0, 10, 20, 30].map((skip) => rows.find().sort({ n: 1, _id: 1 }).skip(skip).limit(10).toArray()),
    );
    expect(pages.map(({ length }) => length)).toEqual([10, 10, 5, 0]);
    const all = await rows.find().sort({ n: 1, _id: 1 }).toArray();
    expect(pages.flat()).toEqual(all);
  });
};

/** Counting and distinct values. */
export const countRules = (open: OpenRows): void => {
  it('counts what matches, with skip and limit, and all by estimate', async () => {
    const rows = await open(Array.from({ length: 7 }, (_, i) => ({ _id: String(i), odd: i % 2 === 1 })));
    await expect(rows.countDocuments({ odd: true })).resolves.toBe(3);
    await expect(rows.countDocuments({ odd: false }, { skip: 1, limit: 2 })).resolves.toBe(2);
    await expect(rows.countDocuments({ odd: 'maybe' })).resolves.toBe(0);
    await expect(rows.estimatedDocumentCount()).resolves.toBe(7);
  });

  it('answers each distinct value once, those of arrays one by one', async () => {
    const rows = await open([{ _id: 'a', t: ['x', 'y'] }, { _id: 'b', t: 'y' }, { _id: 'c', t: null }, { _id: 'd' }]);
    expect((await rows.distinct('t')).sort()).toEqual([null, 'x', 'y'].sort());
    expect((await rows.distinct('t', { _id: { $in: ['a', 'b'] } })).sort()).toEqual(['x', 'y']);
  });
};

/** What is stored comes back as it was. */
export const fidelityRules = (open: OpenRows): void => {
  it('keeps every type', async () => {
    const row: Row = {
      _id: 'x',
      objectId: new mongo.ObjectId(),
      date: new Date('2026-03-01T12:34:56.789Z'),
      int: 1,
      double: 1.5,
      big: 4_000_000_000,
      decimal: mongo.Decimal128.fromString('10.040'),
      binary: new mongo.Binary(Buffer.from([0, 1, 255])),
      text: '결제 완료 😀',
      yes: true,
      nothing: null,
      nested: { list: [[1, [2]], {}], empty: [] },
      __proto__field: 1,
    };
    const rows = await open([row]);
    await expect(rows.findOne()).resolves.toEqual(row);
  });

  it('keeps whole doubles, 64-bit integers and 32-bit ones apart', async () => {
    const rows = await open([
      { _id: 'int', v: new mongo.Int32(5) },
      { _id: 'double', v: new mongo.Double(5) },
      { _id: 'long', v: mongo.Long.fromNumber(5) },
    ]);
    for (const type of ['int', 'double', 'long']) {
      await rows.updateOne({ _id: type }, { $set: { seen: true } });
      await expect(rows.findOne({ v: { $type: type } } as mongo.Filter<Row>)).resolves.toMatchObject({ _id: type });
    }
  });

  it('adds integers into wider ones instead of losing digits', async () => {
    const rows = await open([{ _id: 'x', n: 2_147_483_647, big: mongo.Long.fromString('9007199254740993') }]);
    await rows.updateOne({ _id: 'x' }, { $inc: { n: 1, big: 1 } });
    const row = await rows.findOne({ _id: 'x' }, { promoteLongs: false });
    expect(String(row?.['n'])).toBe('2147483648');
    expect(String(row?.['big'])).toBe('9007199254740994');
  });

  it('keeps the order of fields, and puts new ones after the old', async () => {
    const rows = await open([{ _id: 'x', z: 1, a: 2 }]);
    await rows.updateOne({ _id: 'x' }, { $set: { b: 3, z: 4 } });
    expect(Object.keys((await rows.findOne()) ?? {})).toEqual(['_id', 'z', 'a', 'b']);
  });
};
