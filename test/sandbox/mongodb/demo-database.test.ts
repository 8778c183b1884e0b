import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const LOADER = pathToFileURL(require.resolve('tsx')).href;
const DEMO = join(__dirname, '../../../sandbox/main.ts');

/** The first line of the demo, started where no database is there. It may download from this address. */
async function firstLineOfDemo(mirror: string, folder: string): Promise<string> {
  const demo = spawn(process.execPath, ['--import', LOADER, DEMO], {
    cwd: folder,
    env: {
      PATH: folder,
      HOME: folder,
      MONGOMS_DOWNLOAD_DIR: folder,
      MONGOMS_PREFER_GLOBAL_PATH: 'false',
      MONGOMS_DOWNLOAD_MIRROR: mirror,
      MONGOMS_USE_HTTP: 'true',
      ...{ PORT: '0', SANDBOX_PORT: '0', SHOP_PORT: '0' },
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [line] = (await once(createInterface({ input: demo.stdout }), 'line')) as [string];
    return line;
  } finally {
    const ended = once(demo, 'exit');
    demo.kill('SIGKILL');
    await ended;
  }
}

test('npm run demo takes the stand-in where no database is there, and asks no host for one', async () => {
  const asked: string[] = [];
  const host = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(404).end();
  }).listen(0, '127.0.0.1');
  await once(host, 'listening');
  const folder = await mkdtemp(join(tmpdir(), 'checkout-demo-'));
  try {
    const { port } = host.address() as AddressInfo;
    expect(await firstLineOfDemo(`http://127.0.0.1:${port}`, folder)).toMatch(
      /^database: stand-in .* there is no mongod on the PATH, and no mongod was downloaded before$/,
    );
    expect(asked).toEqual([]);
  } finally {
    host.close();
    await rm(folder, { recursive: true, force: true });
  }
});
