import { mongo } from 'mongoose';

const WAIT_MS = 5_000;

/** What a server says about itself in `buildInfo`. @throws Error when nobody answers within 5 s, or what the URI says */
export const askVersion = async (uri: string): Promise<string> => {
  const ownLimit = uri.includes('serverSelectionTimeoutMS');
  const client = new mongo.MongoClient(uri, ownLimit ? {} : { serverSelectionTimeoutMS: WAIT_MS });
  try {
    const { version } = await client.db('admin').command({ buildInfo: 1 });
    return `MongoDB ${String(version)}`;
  } finally {
    await client.close();
  }
};
