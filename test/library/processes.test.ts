import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { CHAIR, useLibrary, type Options } from '../support/library';
import { waitUntil } from '../support/wait-until';

const library = useLibrary();
const LOADER = pathToFileURL(require.resolve('tsx')).href;
const children: ChildProcess[] = [];
afterEach(() => children.splice(0).forEach((child) => child.kill('SIGKILL')));

/** Starts a process of the shop. `lines` is what it has written. */
function startProcess(args: readonly string[], options: Options = {}) {
  const script = join(__dirname, 'worker-process.ts');
  const given = JSON.stringify(library.options(options));
  const child = spawn(process.execPath, ['--import', LOADER, script, given, ...args], {
    cwd: tmpdir(),
    // On the mongoose of this process.
    env: { NODE_OPTIONS: process.env['NODE_OPTIONS'] },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  const lines: string[] = [];
  createInterface(child.stdout).on('line', (line) => lines.push(line));
  return {
    lines,
    handled: () => lines.filter((line) => line !== 'started'),
    started: () => waitUntil(() => lines.includes('started')),
    go: () => child.stdin.write('go\n'),
    async kill() {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

test('a process that is killed between the write and its handler is followed by another one', async () => {
  const checkout = await library.create();
  const { merchantUid } = await checkout.orders.register(CHAIR);
  const impUid = library.pay(merchantUid);
  const died = startProcess(['pay', merchantUid, impUid]);
  await waitUntil(() => died.handled().length > 0);
  await died.kill();
  expect(await checkout.orders.get(merchantUid)).toMatchObject({ status: 'paid', paidBy: impUid });
  expect(await library.entries(merchantUid)).toMatchObject([{ deliveredAt: null }]);

  const handled: string[] = [];
  const second = await library.create();
  second.on('order.paid', async (event) => handled.push(`${event.merchantUid} ${event.id}`));
  await second.start();
  // While the lease of the dead process holds, nobody else begins.
  second.runPasses();
  expect(handled).toEqual([]);
  library.letPass(61_000);
  await waitUntil(() => (second.runPasses(), handled.length > 0));
  expect(handled).toEqual(died.handled());
  await waitUntil(async () => (await library.entries(merchantUid))[0]?.deliveredAt);
});

test('two processes share the events, and each event is handled once', async () => {
  const [a, b] = [startProcess(['handle']), startProcess(['handle'])];
  await Promise.all([a.started(), b.started()]);
  // A process of the shop without handlers, which records events for the others.
  const checkout = await library.create({ events: ['order.paid'] });
  const keys = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const { merchantUid } = await checkout.orders.register(CHAIR);
      await checkout.verify({ impUid: library.pay(merchantUid), merchantUid });
      return merchantUid;
    }),
  );
  // Each process runs ten handlers at once, so neither can take all.
  await waitUntil(() => a.handled().length + b.handled().length === 20);
  expect([a.handled().length, b.handled().length]).toEqual([10, 10]);
  [a, b].forEach(({ go }) => go());
  await waitUntil(async () => {
    const entries = await Promise.all(keys.map((key) => library.entries(key)));
    return entries.flat().every(({ deliveredAt }) => deliveredAt !== null);
  });
  const handled = [...a.handled(), ...b.handled()].map((line) => line.split(' ')[0]);
  expect(handled.toSorted()).toEqual(keys.toSorted());
});
