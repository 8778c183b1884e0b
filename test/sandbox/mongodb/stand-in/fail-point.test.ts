import { mongo } from 'mongoose';
import { createFailPoint } from '../../../../sandbox/mongodb/stand-in/fail-point';
import { refusal } from '../conformance/rows';
import { useStandIn } from './use-stand-in';

describe('faults', () => {
  it('strike after those that they pass, so often as they say, and only the commands that they name', () => {
    const faults = createFailPoint();
    faults.set({ failCommands: ['find'], skip: 1, times: 2, errorCode: 8 });
    const struck = ['find', 'update', 'find', 'find', 'find'].map((name) => faults.take(name, undefined) !== undefined);
    expect(struck).toEqual([false, false, true, true, false]);
    expect(faults.timesEntered).toBe(2);
  });

  it('of clients with different names stand side by side, and go one by one or all at once', () => {
    const faults = createFailPoint();
    faults.set({ failCommands: ['find'], appName: 'a', errorCode: 1 });
    faults.set({ failCommands: ['find'], appName: 'b', errorCode: 2 });
    const codes = () => ['a', 'b', 'c', undefined].map((name) => faults.take('find', name)?.errorCode);
    expect(codes()).toEqual([1, 2, undefined, undefined]);
    faults.set({ failCommands: ['find'], appName: 'a', errorCode: 3 });
    faults.clear('b');
    expect(codes()).toEqual([3, undefined, undefined, undefined]);
    faults.set({ failCommands: ['find'], errorCode: 4 });
    expect(codes()).toEqual([3, 4, 4, 4]);
    faults.clear();
    expect(codes()).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe('configureFailPoint', () => {
  const standIn = useStandIn();
  const configure = (mode: unknown, data: object) =>
    standIn.client().db('admin').command({ configureFailPoint: 'failCommand', mode, data });

  it('may let a command run and then deny that its write concern was met', async () => {
    const rows = await standIn.open();
    const writeConcernError = { code: 64, errmsg: 'waiting for replication timed out' };
    await configure({ times: 1 }, { failCommands: ['insert'], writeConcernError });
    await expect(rows.insertOne({ _id: 'a' })).rejects.toThrow(mongo.MongoWriteConcernError);
    await expect(rows.countDocuments()).resolves.toBe(1);
  });

  it('gives an error its labels', async () => {
    const rows = await standIn.open();
    await configure({ times: 1 }, { failCommands: ['insert'], errorCode: 8, errorLabels: ['RetryableWriteError'] });
    const error = await refusal(rows.insertOne({ _id: 'a' }));
    expect(error.hasErrorLabel('RetryableWriteError')).toBe(true);
    expect(error).toMatchObject({ code: 8, codeName: 'UnknownError' });
  });

  it('is never hit by itself, or nobody could take the fault away', async () => {
    await configure('alwaysOn', { failCommands: ['configureFailPoint', 'ping'], errorCode: 8 });
    await expect(refusal(standIn.db().command({ ping: 1 }))).resolves.toMatchObject({ code: 8 });
    await configure('off', {});
    await expect(standIn.db().command({ ping: 1 })).resolves.toMatchObject({ ok: 1 });
  });

  it.each([
    ['another fail point', { configureFailPoint: 'maxTimeAlwaysTimeOut', mode: 'off' }, 2],
    ['a mode that it does not have', { configureFailPoint: 'failCommand', mode: { activationProbability: 0.5 } }, 2],
    [
      'a kind of fault that it does not have',
      { configureFailPoint: 'failCommand', mode: 'off', data: { x: 1 } },
      40415,
    ],
    [
      'commands that are no names',
      { configureFailPoint: 'failCommand', mode: 'alwaysOn', data: { failCommands: [1] } },
      14,
    ],
  ])('refuses %s', async (_what, command, code) => {
    await expect(refusal(standIn.client().db('admin').command(command))).resolves.toMatchObject({ code });
  });
});
