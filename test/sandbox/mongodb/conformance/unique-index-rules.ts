import { mongo } from 'mongoose';
import { change, type OpenRows, refusal, type Rows } from './rows';

const duplicate = (keyPattern: object, keyValue: object) => ({
  code: 11000,
  keyPattern,
  keyValue,
  message: expect.stringContaining('E11000 duplicate key error') as string,
});

/** What a unique index has to refuse, and how the error names it. */
export const uniqueIndexRules = (open: OpenRows): void => {
  it('refuses a second document of an _id and names the key', async () => {
    const rows = await open([{ _id: 'ord-1' }]);
    await expect(refusal(rows.insertOne({ _id: 'ord-1' }))).resolves.toMatchObject(
      duplicate({ _id: 1 }, { _id: 'ord-1' }),
    );
  });

  it('refuses a second document of a unique value, and names collection, index, pattern and value', async () => {
    const rows = await open();
    await rows.createIndex({ email: 1 }, { unique: true });
    await rows.insertOne({ _id: 'a', email: 'kim@example.com' });
    const error = await refusal(rows.insertOne({ _id: 'b', email: 'kim@example.com' }));
    expect(error).toMatchObject(duplicate({ email: 1 }, { email: 'kim@example.com' }));
    expect(error.message).toContain(
      `${rows.dbName}.${rows.collectionName} index: email_1 dup key: { email: "kim@example.com" }`,
    );
    await expect(rows.countDocuments()).resolves.toBe(1);
  });

  it('tells compound keys apart by all of their fields', async () => {
    const rows = await open();
    await rows.createIndex({ shop: 1, number: -1 }, { unique: true });
    await rows.insertMany([
      { _id: 'a', shop: 's1', number: 1 },
      { _id: 'b', shop: 's1', number: 2 },
      { _id: 'c', shop: 's2', number: 1 },
    ]);
    await expect(refusal(rows.insertOne({ _id: 'd', shop: 's1', number: 2 }))).resolves.toMatchObject(
      duplicate({ shop: 1, number: -1 }, { shop: 's1', number: 2 }),
    );
  });

  it('counts a missing field as null: the second one is refused', async () => {
    const rows = await open();
    await rows.createIndex({ email: 1 }, { unique: true });
    await rows.insertOne({ _id: 'a' });
    await expect(refusal(rows.insertOne({ _id: 'b', email: null }))).resolves.toMatchObject(
      duplicate({ email: 1 }, { email: null }),
    );
  });

  it('leaves documents without the field out of a sparse index, but not a null', async () => {
    const rows = await open();
    await rows.createIndex({ email: 1 }, { unique: true, sparse: true });
    await rows.insertMany([{ _id: 'a' }, { _id: 'b' }, { _id: 'c', email: null }]);
    await expect(refusal(rows.insertOne({ _id: 'd', email: null }))).resolves.toMatchObject({ code: 11000 });
  });

  it('calls numbers equal whatever their type', async () => {
    const rows = await open();
    await rows.createIndex({ n: 1 }, { unique: true });
    await rows.insertOne({ _id: 'int', n: new mongo.Int32(7) });
    for (const n of [new mongo.Double(7), mongo.Long.fromNumber(7), mongo.Decimal128.fromString('7.00')]) {
      await expect(refusal(rows.insertOne({ _id: 'other', n }))).resolves.toMatchObject({ code: 11000 });
    }
    await rows.insertOne({ _id: 'text', n: '7' });
  });

  it('frees a value when its document goes or changes', async () => {
    const rows = await open([
      { _id: 'a', email: 'x' },
      { _id: 'b', email: 'y' },
    ]);
    await rows.createIndex({ email: 1 }, { unique: true });
    await rows.deleteOne({ _id: 'a' });
    await rows.updateOne({ _id: 'b' }, { $set: { email: 'x' } });
    await rows.insertOne({ _id: 'c', email: 'y' });
    await expect(refusal(rows.insertOne({ _id: 'd', email: 'x' }))).resolves.toMatchObject({ code: 11000 });
  });

  it('refuses an update into a taken value and leaves the document as it was', async () => {
    const rows = await open([
      { _id: 'a', email: 'x' },
      { _id: 'b', email: 'y', n: 1 },
    ]);
    await rows.createIndex({ email: 1 }, { unique: true });
    const update = { $set: { email: 'x' }, $inc: { n: 1 } };
    const expected = duplicate({ email: 1 }, { email: 'x' });
    await expect(refusal(rows.updateOne({ _id: 'b' }, update))).resolves.toMatchObject(expected);
    await expect(refusal(rows.findOneAndUpdate({ _id: 'b' }, update))).resolves.toMatchObject(expected);
    await expect(rows.findOne({ _id: 'b' })).resolves.toEqual({ _id: 'b', email: 'y', n: 1 });
  });

  it('is not built where documents contradict it', async () => {
    const rows = await open([
      { _id: 'a', email: 'x' },
      { _id: 'b', email: 'x' },
    ]);
    await expect(refusal(rows.createIndex({ email: 1 }, { unique: true }))).resolves.toMatchObject({ code: 11000 });
    await rows.insertOne({ _id: 'c', email: 'x' });
  });

  it('may be asked for again, but not under the same name with other options', async () => {
    const rows = await open();
    await rows.createIndex({ email: 1 }, { unique: true });
    await rows.createIndex({ email: 1 }, { unique: true });
    await expect(refusal(rows.createIndex({ email: 1 }))).resolves.toMatchObject({ code: 86 });
    const names = (await rows.indexes()).map(({ name, unique }) => ({ name, unique }));
    expect(names).toEqual([{ name: '_id_' }, { name: 'email_1', unique: true }]);
  });
};

/** What a unique index over arrays has to refuse. */
export const multikeyRules = (open: OpenRows): void => {
  it('refuses an element that another document has, and allows it twice in one', async () => {
    const rows = await open();
    await rows.createIndex({ 'payments.impUid': 1 }, { unique: true });
    await rows.insertOne({ _id: 'a', payments: [{ impUid: 'imp_1' }, { impUid: 'imp_1' }, { impUid: 'imp_2' }] });
    await expect(
      refusal(rows.insertOne({ _id: 'b', payments: [{ impUid: 'imp_3' }, { impUid: 'imp_2' }] })),
    ).resolves.toMatchObject(duplicate({ 'payments.impUid': 1 }, { 'payments.impUid': 'imp_2' }));
    await rows.insertOne({ _id: 'c', payments: [{ impUid: 'imp_3' }] });
    await expect(
      refusal(rows.updateOne({ _id: 'c' }, change({ $push: { payments: { impUid: 'imp_1' } } }))),
    ).resolves.toMatchObject({ code: 11000 });
  });
};

const idsIn = async (rows: Rows): Promise<string[]> => (await rows.find().toArray()).map(({ _id }) => _id).sort();

/** What a partial unique index has to refuse and to let pass. */
export const partialIndexRules = (open: OpenRows): void => {
  it('refuses a second document only among those that its filter names', async () => {
    const rows = await open();
    const partialFilterExpression = { impUid: { $type: 'string' } };
    await rows.createIndex({ impUid: 1 }, { unique: true, partialFilterExpression });
    await rows.insertMany([{ _id: 'a' }, { _id: 'b' }, { _id: 'c', impUid: null }, { _id: 'd', impUid: 'imp_1' }]);
    await expect(refusal(rows.insertOne({ _id: 'e', impUid: 'imp_1' }))).resolves.toMatchObject(
      duplicate({ impUid: 1 }, { impUid: 'imp_1' }),
    );
    await expect(idsIn(rows)).resolves.toEqual(['a', 'b', 'c', 'd']);
  });

  it('refuses an update that brings a document into the filter beside another', async () => {
    const rows = await open();
    await rows.createIndex({ order: 1 }, { unique: true, partialFilterExpression: { state: 'paid' } });
    await rows.insertMany([
      { _id: 'a', order: 1, state: 'paid' },
      { _id: 'b', order: 1, state: 'pending' },
    ]);
    await expect(refusal(rows.updateOne({ _id: 'b' }, { $set: { state: 'paid' } }))).resolves.toMatchObject(
      duplicate({ order: 1 }, { order: 1 }),
    );
    await rows.updateOne({ _id: 'a' }, { $set: { state: 'cancelled' } });
    await rows.updateOne({ _id: 'b' }, { $set: { state: 'paid' } });
    await expect(rows.countDocuments({ state: 'paid' })).resolves.toBe(1);
  });

  it('finds documents outside of its filter as well', async () => {
    const rows = await open();
    await rows.createIndex({ n: 1 }, { partialFilterExpression: { n: { $gte: 10 } } });
    await rows.insertMany([
      { _id: 'a', n: 5 },
      { _id: 'b', n: 15 },
    ]);
    await expect(rows.findOne({ n: 5 })).resolves.toEqual({ _id: 'a', n: 5 });
    await expect(rows.countDocuments({ n: { $gt: 1 } })).resolves.toBe(2);
  });
};
