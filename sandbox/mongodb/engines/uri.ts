import { askVersion } from './ask-version';
import type { StartEngine } from './engine';

/** The server behind `MONGODB_URI`, which somebody else runs. @throws Error when it does not answer */
export const startUri: StartEngine = async ({ env }) => {
  const uri = env['MONGODB_URI'];
  if (uri === undefined || uri === '') return { unavailable: 'MONGODB_URI is not set' };
  try {
    return { uri, version: await askVersion(uri), canFail: false, stop: async () => undefined };
  } catch (error) {
    throw new Error(`MONGODB_URI is set, but the server does not answer: ${(error as Error).message}`, {
      cause: error,
    });
  }
};
