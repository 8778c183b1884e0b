import { change, type OpenRows, refusal } from './rows';

/** What the operators on arrays do. */
export const arrayUpdateRules = (open: OpenRows): void => {
  it.each<[string, object, unknown]>([
    ['$push appends', { $push: { list: 2 } }, [3, 1, 2]],
    ['$push of a list without $each appends it as one', { $push: { list: [8, 9] } }, [3, 1, [8, 9]]],
    ['$push with $each appends each', { $push: { list: { $each: [8, 9] } } }, [3, 1, 8, 9]],
    ['$push with $position inserts', { $push: { list: { $each: [8, 9], $position: 1 } } }, [3, 8, 9, 1]],
    ['$push with $slice keeps the last', { $push: { list: { $each: [8, 9], $slice: -3 } } }, [1, 8, 9]],
    ['$push with $slice keeps the first', { $push: { list: { $each: [8, 9], $slice: 3 } } }, [3, 1, 8]],
    ['$push with $sort sorts all', { $push: { list: { $each: [2], $sort: -1 } } }, [3, 2, 1]],
    ['$addToSet adds what is not there', { $addToSet: { list: { $each: [1, 4, 4] } } }, [3, 1, 4]],
    ['$pull removes by value', { $pull: { list: 3 } }, [1]],
    ['$pull removes by condition', { $pull: { list: { $gte: 2 } } }, [1]],
    ['$pullAll removes each of a list', { $pullAll: { list: [1, 3, 5] } }, []],
    ['$pop removes the last', { $pop: { list: 1 } }, [3]],
    ['$pop removes the first', { $pop: { list: -1 } }, [1]],
    ['$set by position changes one element', { $set: { 'list.1': 7 } }, [3, 7]],
    ['$set past the end fills up with null', { $set: { 'list.3': 7 } }, [3, 1, null, 7]],
    ['$unset by position leaves a null', { $unset: { 'list.0': '' } }, [null, 1]],
    ['$[] changes every element', { $inc: { 'list.$[]': 10 } }, [13, 11]],
  ])('%s', async (_rule, update, expected) => {
    const rows = await open([{ _id: 'x', list: [3, 1] }]);
    await rows.updateOne({ _id: 'x' }, change(update));
    await expect(rows.findOne({ _id: 'x' })).resolves.toEqual({ _id: 'x', list: expected });
  });

  it('$push creates the array, $pull does not', async () => {
    const rows = await open([{ _id: 'x' }]);
    await rows.updateOne({ _id: 'x' }, change({ $push: { 'a.list': 1 }, $pull: { 'b.list': 1 } }));
    await expect(rows.findOne()).resolves.toEqual({ _id: 'x', a: { list: [1] } });
  });

  it('$push sorts documents by their fields and keeps so many of them', async () => {
    const rows = await open([{ _id: 'x', list: [{ k: 2, v: 'a' }] }]);
    const $each = [
      { k: 3, v: 'b' },
      { k: 1, v: 'c' },
    ];
    await rows.updateOne({ _id: 'x' }, change({ $push: { list: { $each, $sort: { k: 1 }, $slice: 2 } } }));
    await expect(rows.findOne()).resolves.toEqual({
      _id: 'x',
      list: [
        { k: 1, v: 'c' },
        { k: 2, v: 'a' },
      ],
    });
  });

  it('$pull removes documents by a condition on their fields', async () => {
    const rows = await open([
      {
        _id: 'x',
        list: [
          { k: 1, v: 1 },
          { k: 2, v: 1 },
          { k: 2, v: 2 },
        ],
      },
    ]);
    await rows.updateOne({ _id: 'x' }, change({ $pull: { list: { k: 2, v: { $lt: 2 } } } }));
    await expect(rows.findOne()).resolves.toEqual({
      _id: 'x',
      list: [
        { k: 1, v: 1 },
        { k: 2, v: 2 },
      ],
    });
  });

  it('arrayFilters change the elements that they name, all operators alike, and no other', async () => {
    const list = [
      { id: 'a', n: 1, tags: [] },
      { id: 'b', n: 5, tags: [] },
      { id: 'c', n: 9, tags: [] },
    ];
    const rows = await open([{ _id: 'x', list }]);
    await rows.updateOne(
      { _id: 'x' },
      change({
        $set: { 'list.$[e].done': true },
        $unset: { 'list.$[e].tags': 1 },
        $inc: { 'list.$[f].n': 100 },
        $push: { 'list.$[f].tags': 'seen' },
      }),
      { arrayFilters: [{ 'e.id': { $in: ['a', 'c'] }, 'e.n': { $lt: 9 } }, { 'f.n': { $gte: 5 } }] },
    );
    await expect(rows.findOne()).resolves.toEqual({
      _id: 'x',
      list: [
        { id: 'a', n: 1, done: true },
        { id: 'b', n: 105, tags: ['seen'] },
        { id: 'c', n: 109, tags: ['seen'] },
      ],
    });
  });

  it.each([
    ['with that id and so many elements', 'b', 3, 1],
    ['with another id there', 'a', 3, 0],
    ['with another number of elements', 'b', 2, 0],
  ])('a filter by the position of an element finds the array %s', async (_which, id, size, found) => {
    const list = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
    const rows = await open([{ _id: 'x', list }]);
    const filter = { _id: 'x', list: { $size: size, $not: { $elemMatch: { id: 'd' } } }, 'list.1.id': id };
    const outcome = await rows.updateOne(filter, { $set: { 'list.1.done': true, 'list.3': { id: 'd' } } });
    expect(outcome.matchedCount).toBe(found);
    const [a, b, c] = list;
    const after = found === 1 ? [a, { ...b, done: true }, c, { id: 'd' }] : list;
    await expect(rows.findOne({ _id: 'x' })).resolves.toEqual({ _id: 'x', list: after });
  });

  it('an array filter that names no element changes nothing, and that is no error', async () => {
    const rows = await open([{ _id: 'x', list: [{ id: 'a' }] }]);
    const outcome = await rows.updateOne(
      { _id: 'x' },
      { $set: { 'list.$[e].done': true } },
      { arrayFilters: [{ 'e.id': 'nobody' }] },
    );
    expect(outcome).toMatchObject({ matchedCount: 1, modifiedCount: 0 });
  });

  it('array filters work on plain values and in findOneAndUpdate', async () => {
    const rows = await open([{ _id: 'x', list: [1, 5, 9] }]);
    const changed = await rows.findOneAndUpdate(
      { _id: 'x' },
      { $set: { 'list.$[n]': 0 } },
      { arrayFilters: [{ n: { $gte: 5 } }], returnDocument: 'after' },
    );
    expect(changed).toEqual({ _id: 'x', list: [1, 0, 0] });
  });

  it('two array filters that meet in one element may change different fields of it', async () => {
    const rows = await open([{ _id: 'x', list: [{ id: 'a', n: 1 }] }]);
    await rows.updateOne(
      { _id: 'x' },
      { $set: { 'list.$[e].done': true, 'list.$[f].n': 2 } },
      { arrayFilters: [{ 'e.id': 'a' }, { 'f.n': 1 }] },
    );
    await expect(rows.findOne()).resolves.toEqual({ _id: 'x', list: [{ id: 'a', n: 2, done: true }] });
  });
};

/**
 * Two changes of one value are refused also where only the data brings them together, as it stood before the update.
 * Other engines than MongoDB may let the last one win; the service never sends such an update.
 */
export const arrayFilterConflictRules = (open: OpenRows): void => {
  it.each<[string, object, object[]]>([
    ['in one field', { $set: { 'list.$[e].n': 7, 'list.$[f].n': 8 } }, [{ 'e.id': 'a' }, { 'f.n': 1 }]],
    ['by two operators', { $set: { 'list.$[e].n': 7 }, $unset: { 'list.$[f].n': 1 } }, [{ 'e.id': 'a' }, { 'f.n': 1 }]],
    [
      'in a field and what is in it',
      { $set: { 'list.$[e].m': {}, 'list.$[f].m.k': 8 } },
      [{ 'e.id': 'a' }, { 'f.n': 1 }],
    ],
    ['in the whole element', { $set: { 'list.$[e]': 7, 'list.$[f]': 8 } }, [{ 'e.id': 'a' }, { 'f.n': 1 }]],
    ['with all elements', { $set: { 'list.$[].n': 7, 'list.$[f].n': 8 } }, [{ 'f.n': 1 }]],
  ])('refuses array filters that meet %s (code 40)', async (_where, update, arrayFilters) => {
    const before = {
      _id: 'x',
      list: [
        { id: 'b', n: 2 },
        { id: 'a', n: 1 },
      ],
      other: 1,
    };
    const rows = await open([before]);
    const withMore = change({ ...update, $inc: { other: 1 } });
    await expect(refusal(rows.updateOne({ _id: 'x' }, withMore, { arrayFilters }))).resolves.toMatchObject({
      code: 40,
    });
    await expect(refusal(rows.findOneAndUpdate({ _id: 'x' }, withMore, { arrayFilters }))).resolves.toMatchObject({
      code: 40,
    });
    await expect(rows.findOne()).resolves.toEqual(before);
  });

  it('lets the same update pass where they do not meet', async () => {
    const rows = await open([
      {
        _id: 'x',
        list: [
          { id: 'a', n: 2 },
          { id: 'b', n: 1 },
        ],
      },
    ]);
    await rows.updateOne(
      { _id: 'x' },
      { $set: { 'list.$[e].n': 7, 'list.$[f].n': 8 } },
      { arrayFilters: [{ 'e.id': 'a' }, { 'f.n': 1 }] },
    );
    await expect(rows.findOne()).resolves.toMatchObject({ list: [{ n: 7 }, { n: 8 }] });
  });

  it('array filters select by what stood there before the update', async () => {
    const rows = await open([{ _id: 'x', list: [{ n: 1 }, { n: 2 }] }]);
    await rows.updateOne(
      { _id: 'x' },
      { $set: { 'list.$[e].n': 2, 'list.$[f].seen': true } },
      { arrayFilters: [{ 'e.n': 1 }, { 'f.n': 2 }] },
    );
    await expect(rows.findOne()).resolves.toEqual({ _id: 'x', list: [{ n: 2 }, { n: 2, seen: true }] });
  });
};
