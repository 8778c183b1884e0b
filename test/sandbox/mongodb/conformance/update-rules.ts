import { mongo } from 'mongoose';
import { change, type OpenRows, refusal, type Row } from './rows';

/** What the operators on single fields do. */
export const fieldUpdateRules = (open: OpenRows): void => {
  it.each<[string, mongo.UpdateFilter<Row>, object]>([
    ['$set creates the documents on the way', { $set: { 'a.b.c': 1 } }, { n: 5, a: { b: { c: 1 } } }],
    ['$unset takes a field away', { $unset: { n: '' } }, {}],
    ['$unset of a missing field is nothing', { $unset: { 'x.y': '' } }, { n: 5 }],
    ['$inc adds', { $inc: { n: -2 } }, { n: 3 }],
    ['$inc begins a missing field at 0', { $inc: { m: 2 } }, { n: 5, m: 2 }],
    ['$mul multiplies', { $mul: { n: 3 } }, { n: 15 }],
    ['$min keeps the lesser', { $min: { n: 4 } }, { n: 4 }],
    ['$min leaves a lesser one', { $min: { n: 9 } }, { n: 5 }],
    ['$max keeps the greater', { $max: { n: 9 } }, { n: 9 }],
    ['$max leaves a greater one', { $max: { n: 4 } }, { n: 5 }],
    ['$max sets a missing field', { $max: { 'a.at': new Date(5) } }, { n: 5, a: { at: new Date(5) } }],
    ['$max sets a missing flag', { $max: { flag: false } }, { n: 5, flag: false }],
    ['$rename moves a field', { $rename: { n: 'a.m' } }, { a: { m: 5 } }],
  ])('%s', async (_rule, update, expected) => {
    const rows = await open([{ _id: 'x', n: 5 }]);
    await rows.updateOne({ _id: 'x' }, update);
    await expect(rows.findOne({ _id: 'x' })).resolves.toEqual({ _id: 'x', ...expected });
  });

  it('$currentDate writes the time of the server', async () => {
    const rows = await open([{ _id: 'x' }]);
    await rows.updateOne({ _id: 'x' }, { $currentDate: { at: true } });
    expect((await rows.findOne({ _id: 'x' }))?.['at']).toBeInstanceOf(Date);
  });

  it('counts what matched apart from what changed', async () => {
    const rows = await open([
      { _id: 'a', n: 1 },
      { _id: 'b', n: 2 },
    ]);
    const outcome = await rows.updateMany({}, { $set: { n: 1 } });
    expect(outcome).toMatchObject({ matchedCount: 2, modifiedCount: 1, upsertedCount: 0 });
  });

  it('$setOnInsert counts only for an upsert that inserts, which also takes the equalities of its filter', async () => {
    const rows = await open();
    const filter = { _id: 'a', 'buyer.email': 'x', n: { $gte: 5 } };
    const update = { $setOnInsert: { state: 'new' }, $set: { seen: true } };
    await expect(rows.updateOne(filter, update, { upsert: true })).resolves.toMatchObject({
      matchedCount: 0,
      upsertedCount: 1,
      upsertedId: 'a',
    });
    await expect(rows.findOne()).resolves.toEqual({ _id: 'a', buyer: { email: 'x' }, state: 'new', seen: true });
    await rows.updateOne({ _id: 'a' }, { $setOnInsert: { state: 'newer' }, $set: { seen: false } }, { upsert: true });
    await expect(rows.findOne()).resolves.toMatchObject({ state: 'new', seen: false });
  });

  it('replaces a document whole and keeps its _id', async () => {
    const rows = await open([{ _id: 'a', n: 1, m: 2 }]);
    await rows.replaceOne({ _id: 'a' }, { k: 3 });
    await expect(rows.findOne()).resolves.toEqual({ _id: 'a', k: 3 });
  });
};

/** What cannot be an update is refused, by code, and changes nothing. */
export const refusedUpdateRules = (open: OpenRows): void => {
  it.each<[string, number, object]>([
    ['$inc of a text', 14, { $inc: { text: 1 } }],
    ['$inc by a text', 14, { $inc: { n: 'one' } }],
    ['$push to what is no array', 2, { $push: { n: 1 } }],
    ['$pull from what is no array', 2, { $pull: { n: 1 } }],
    ['a field inside of a number', 28, { $set: { 'n.m': 1 } }],
    ['a named field inside of an array', 28, { $set: { 'list.m': 1 } }],
    ['another _id', 66, { $set: { _id: 'y' } }],
    ['an unknown operator', 9, { $frobnicate: { n: 1 } }],
    ['two operators on one field', 40, { $set: { n: 1 }, $inc: { n: 1 } }],
    ['two operators on a field and its parent', 40, { $set: { a: {} }, $unset: { 'a.b': 1 } }],
    ['an empty name in a path', 56, { $set: { 'a..b': 1 } }],
  ])('refuses %s (code %i)', async (_what, code, update) => {
    const before = { _id: 'x', n: 5, text: 'five', list: [1], other: 1 };
    const rows = await open([before]);
    const withMore = change({ ...update, $max: { other: 9 } });
    await expect(refusal(rows.updateOne({ _id: 'x' }, withMore))).resolves.toMatchObject({ code });
    await expect(refusal(rows.findOneAndUpdate({ _id: 'x' }, withMore))).resolves.toMatchObject({ code });
    await expect(rows.findOne()).resolves.toEqual(before);
  });

  it('refuses a replacement with another _id (code 66)', async () => {
    const rows = await open([{ _id: 'x', n: 5 }]);
    await expect(refusal(rows.replaceOne({ _id: 'x' }, { _id: 'y' }))).resolves.toMatchObject({
      code: 66,
    });
    await expect(rows.find().toArray()).resolves.toEqual([{ _id: 'x', n: 5 }]);
  });

  it('refuses array filters that are missing (code 2) or not used (code 9)', async () => {
    const rows = await open([{ _id: 'x', list: [{ id: 1 }] }]);
    const named = { $set: { 'list.$[e].done': true } };
    await expect(refusal(rows.updateOne({}, named))).resolves.toMatchObject({ code: 2 });
    await expect(
      refusal(rows.updateOne({}, named, { arrayFilters: [{ 'e.id': 1 }, { 'f.id': 1 }] })),
    ).resolves.toMatchObject({ code: 9 });
    await expect(rows.findOne()).resolves.toEqual({ _id: 'x', list: [{ id: 1 }] });
  });
};

/** What finding and changing in one step answers. */
export const findAndModifyRules = (open: OpenRows): void => {
  it('answers the document before or after the change, projected', async () => {
    const rows = await open([{ _id: 'a', n: 1, m: 1 }]);
    const projection = { _id: 0, n: 1 };
    const update = { $inc: { n: 1 } };
    await expect(rows.findOneAndUpdate({}, update, { projection })).resolves.toEqual({ n: 1 });
    await expect(rows.findOneAndUpdate({}, update, { projection, returnDocument: 'after' })).resolves.toEqual({ n: 3 });
  });

  it('takes the first in the order of its sort', async () => {
    const rows = await open([
      { _id: 'a', at: 2 },
      { _id: 'b', at: 1 },
      { _id: 'c', at: 3 },
    ]);
    await expect(rows.findOneAndUpdate({}, { $set: { x: 1 } }, { sort: { at: 1 } })).resolves.toMatchObject({
      _id: 'b',
    });
    await expect(rows.findOneAndDelete({}, { sort: { at: -1 } })).resolves.toMatchObject({ _id: 'c' });
    await expect(rows.findOneAndReplace({}, { y: 1 }, { sort: { at: 1 } })).resolves.toMatchObject({ _id: 'b', x: 1 });
  });

  it('answers null for nothing, and what it made for an upsert', async () => {
    const rows = await open();
    await expect(rows.findOneAndUpdate({ _id: 'a' }, { $set: { n: 1 } })).resolves.toBeNull();
    const upsert = { upsert: true };
    await expect(rows.findOneAndUpdate({ _id: 'a' }, { $set: { n: 1 } }, upsert)).resolves.toBeNull();
    await expect(
      rows.findOneAndUpdate({ _id: 'b' }, { $set: { n: 2 } }, { ...upsert, returnDocument: 'after' }),
    ).resolves.toEqual({ _id: 'b', n: 2 });
    await expect(rows.findOneAndDelete({ _id: 'nobody' })).resolves.toBeNull();
  });

  it('goes on after a duplicate in an unordered batch and ends with it in an ordered one', async () => {
    const batch = [{ _id: 'a' }, { _id: 'a' }, { _id: 'b' }];
    const ordered = await open();
    await expect(refusal(ordered.insertMany(batch))).resolves.toMatchObject({ code: 11000 });
    await expect(ordered.countDocuments()).resolves.toBe(1);
    const unordered = await open();
    const error = await refusal(unordered.insertMany(batch, { ordered: false }));
    expect(error).toBeInstanceOf(mongo.MongoBulkWriteError);
    expect((error as mongo.MongoBulkWriteError).writeErrors).toMatchObject([{ index: 1, code: 11000 }]);
    await expect(unordered.countDocuments()).resolves.toBe(2);
  });
};
