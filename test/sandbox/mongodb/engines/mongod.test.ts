import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { startDatabase } from '../../../../sandbox/mongodb/start-database';

/** No mongod is to be had everywhere: a program that passes for one shows that an installed one is found, started and stopped. */
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'checkout-mongod-'));
  const script = `exec "${process.execPath}" --import "${require.resolve('tsx')}" "${join(__dirname, 'fake-mongod.ts')}" "$@"`;
  await writeFile(join(folder, 'mongod'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('starts the mongod on the PATH with test commands, says its version, and stops it', async () => {
  const lines: string[] = [];
  const database = await startDatabase({
    env: { PATH: folder },
    log: (line) => lines.push(line),
    cacheDir: folder,
  });
  expect(lines).toEqual(['database: mongod (MongoDB 7.0.0-stand-in) because MONGODB_URI is not set']);
  expect(database.canFail).toBe(true);
  const client = new mongo.MongoClient(database.uri, { serverSelectionTimeoutMS: 300 });
  try {
    await expect(client.db('test').command({ ping: 1 })).resolves.toMatchObject({ ok: 1 });
    await database.stop();
    await expect(client.db('test').command({ ping: 1 })).rejects.toThrow();
  } finally {
    await client.close();
  }
});
