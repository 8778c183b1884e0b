import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchMongod, findDownloadedMongod } from '../../../../sandbox/mongodb/engines/fetch-mongod';

/** A download host on loopback that has nothing, and notes what it is asked for. */
let host: Server;
let folder: string;
const asked: string[] = [];
/** What the host sends for mongod, in this many pieces; nothing for a 404. */
let archive: Buffer[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'checkout-download-'));
  host = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (archive.length === 0 || request.method === 'HEAD') return response.writeHead(404).end();
    response.writeHead(200, { 'content-length': Buffer.concat(archive).length });
    archive.forEach((piece) => response.write(piece));
    return response.end();
  });
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await new Promise((resolve) => host.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

/** No proxy, no earlier download, and a program that this machine could run. */
const buildEnv = (mirror: string) => ({
  PATH: process.env['PATH'],
  HOME: folder,
  MONGOMS_DOWNLOAD_DIR: folder,
  MONGOMS_PREFER_GLOBAL_PATH: 'false',
  MONGOMS_DISTRO: 'ubuntu-22.04',
  MONGOMS_DOWNLOAD_MIRROR: mirror,
});

const envOf = (port: number) => ({ ...buildEnv(`http://127.0.0.1:${port}`), MONGOMS_USE_HTTP: 'true' });

it('asks the mirror for mongod and says what came of it', async () => {
  const { port } = host.address() as AddressInfo;
  await expect(fetchMongod(envOf(port), () => undefined)).rejects.toThrow('404');
  expect(asked[0]).toBe('HEAD /');
  expect(asked[1]).toMatch(/^GET \/.*mongodb-.*\.(tgz|zip)/);
});

it('gives up at once where the host is not to be reached', async () => {
  await expect(fetchMongod(buildEnv('http://127.0.0.1:1'), () => undefined)).rejects.toThrow('ECONNREFUSED');
});

it('passes on how far the download is', async () => {
  const { port } = host.address() as AddressInfo;
  const lines: string[] = [];
  archive = [Buffer.alloc(1_048_576), Buffer.alloc(1_048_576)];
  // What comes is no archive: the download ends, and unpacking it fails.
  await expect(fetchMongod(envOf(port), (line) => lines.push(line))).rejects.toThrow();
  archive = [];
  expect(lines.at(-1)).toMatch(/^Downloading MongoDB "[\d.]+": 100% \(2mb \/ 2mb\)$/);
});

it('finds no earlier download where there was none, and downloads nothing', async () => {
  const { port } = host.address() as AddressInfo;
  asked.length = 0;
  await expect(findDownloadedMongod(buildEnv(`http://127.0.0.1:${port}`))).rejects.toThrow();
  expect(asked).toEqual([]);
});
