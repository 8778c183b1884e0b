import { AsyncLocalStorage } from 'node:async_hooks';
import { tracingChannel } from 'node:diagnostics_channel';
import { BACKGROUND_WORK, createOwnTrace, type BackgroundWork } from '../../src/lib/create-own-trace';

type Traced = BackgroundWork & { readonly result?: unknown; readonly error?: unknown };

const PASS: BackgroundWork = { kind: 'pass', name: 'cancel' };
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

test('work leaves the async context that it begins in, and its caller keeps it', async () => {
  const context = new AsyncLocalStorage<string>();
  const inOwnTrace = createOwnTrace();
  const contexts: unknown[] = [];
  await context.run('a request', async () => {
    await inOwnTrace(PASS, async () => {
      contexts.push(context.getStore());
      await nextTurn();
      contexts.push(context.getStore());
    });
    contexts.push(context.getStore());
  });
  expect(contexts).toEqual([undefined, undefined, 'a request']);
});

test('a tracer opens a context for the work, and hears of its result and its error', async () => {
  const opened = new AsyncLocalStorage<string>();
  const channel = tracingChannel<unknown, Traced>(BACKGROUND_WORK);
  const ends: Traced[] = [];
  const asyncEnd = (end: Traced) => void ends.push(end);
  channel.start.bindStore(opened, ({ kind, name }) => `${kind} ${name}`);
  channel.asyncEnd.subscribe(asyncEnd as (message: unknown) => void);
  const fault = new Error('the database is down');
  try {
    const inOwnTrace = createOwnTrace();
    const open = async () => {
      await nextTurn();
      return opened.getStore();
    };
    expect(await inOwnTrace(PASS, open)).toBe('pass cancel');
    await expect(inOwnTrace({ kind: 'delivery', name: 'shop' }, () => Promise.reject(fault))).rejects.toBe(fault);
    expect(ends).toEqual([
      { ...PASS, result: 'pass cancel' },
      { kind: 'delivery', name: 'shop', error: fault },
    ]);
  } finally {
    channel.start.unbindStore(opened);
    channel.asyncEnd.unsubscribe(asyncEnd as (message: unknown) => void);
  }
});
