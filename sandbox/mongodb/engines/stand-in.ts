import { readFileSync } from 'node:fs';
import { startStandIn } from '../stand-in/start-stand-in';
import type { StartEngine } from './engine';

const mingoVersion = (): string => {
  const { version } = JSON.parse(readFileSync(require.resolve('mingo/package.json'), 'utf8')) as { version: string };
  return version;
};

/** The server of this repository, in this process and in memory. @throws Error in production */
export const startStandInEngine: StartEngine = async ({ env }) => {
  if (env['NODE_ENV'] === 'production') {
    throw new Error(
      'The stand-in database keeps everything in memory and does not run with NODE_ENV=production: set MONGODB_URI',
    );
  }
  const { uri, faults, stop } = await startStandIn();
  return { uri, faults, stop, canFail: true, version: `MongoDB wire protocol, mingo ${mingoVersion()}` };
};
