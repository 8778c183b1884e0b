import { pino } from 'pino';
import supertest from 'supertest';
import { createSandbox, type Sandbox } from '../../sandbox/iamport/create-sandbox';
import { loadConfig } from '../../src/config/load-config';
import { startService, type Service } from '../../src/composition/start-service';
import { SYSTEM_CLOCK_AND_RANDOM } from '../../src/composition/clock-and-random';
import { useDatabase } from '../support/database';
import { serviceSettings } from '../support/service-settings';

const database = useDatabase();
const testFault = database.canFail ? test : test.skip;
const clock = { ms: 10_000 };
let sandbox: Sandbox;
let service: Service;

beforeAll(async () => {
  sandbox = await createSandbox();
  const world = { ...SYSTEM_CLOCK_AND_RANDOM, elapsedMs: () => clock.ms };
  const config = loadConfig(serviceSettings(database.uri, sandbox));
  service = await startService(config, pino({ level: 'silent' }), world);
  await service.started;
});
afterAll(async () => {
  await service.stop();
  await sandbox.close();
});

const ready = async () => (await supertest(service.url).get('/readyz')).status;

/** MongoDB 4.4 with majority reads switched off: every read of the service is refused, and a ping is answered. */
const MAJORITY_READS_OFF = 148;

testFault('/readyz is 503 where no order can be read, and answers what it knew less than a second ago', async () => {
  clock.ms += 2_000;
  expect(await ready()).toBe(200);
  await database.fail({ failCommands: ['find'], errorCode: MAJORITY_READS_OFF });
  expect(await ready()).toBe(200);
  clock.ms += 1_001;
  expect(await ready()).toBe(503);
  await database.mend();
  expect(await ready()).toBe(503);
  clock.ms += 1_001;
  expect(await ready()).toBe(200);
});
