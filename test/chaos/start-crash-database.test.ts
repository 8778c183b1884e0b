import { startCrashDatabase } from '../../chaos/start-crash-database';

test.each(['auto', 'mongod', 'secantus'] as const)('without any engine, %s says what to install', async (engine) => {
  await expect(startCrashDatabase(engine, { PATH: '' })).rejects.toThrow(/Install one of[^]*mongod[^]*SecantusDB/);
});
