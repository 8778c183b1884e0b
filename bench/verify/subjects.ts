import { withDatabaseName } from '../../test/support/database-uri';
import { builtServer } from '../build-servers';
import { startMeasured, type MeasuredServer } from '../measured-server';
import { BUILT_SERVICE, serviceSettings, type World, type WorldAddress } from '../start-processes';

export type SubjectName = 'service' | 'floor' | 'bare' | 'sample';

/** What is measured. Each has a database of its own on the same server, with the same documents and indexes. */
export interface Subject extends MeasuredServer {
  readonly name: SubjectName;
  readonly database: string;
  /** Where its events go; null where it sends none. */
  readonly eventPath: string | null;
}

const SECRET = `whsec_${Buffer.from('the secret of the measuring programs').toString('base64')}`;

/** The settings of the service when it is measured: nothing is polled meanwhile, and events go to the bench's receiver. */
export function measuredSettings(world: WorldAddress, database: string): Record<string, string> {
  return {
    ...serviceSettings(world),
    MONGODB_URI: withDatabaseName(world.uri, database, database),
    RECONCILE: 'off',
    SHOP_WEBHOOK_URL: `${world.receiverUrl}/${database}`,
    SHOP_WEBHOOK_SECRET: SECRET,
  };
}

/** Starts all of them; `buildServers` comes first. */
export async function startSubjects(world: World): Promise<Subject[]> {
  const start = async (name: SubjectName, program: string, more: Record<string, string> = {}): Promise<Subject> => {
    const database = `bench_${name}`;
    // Makes the indexes, for those that do not make them themselves.
    await world.seed(1, { database });
    const hasReadyRoute = name === 'service' || name === 'floor';
    const server = await startMeasured(program, { ...measuredSettings(world, database), ...more }, { hasReadyRoute });
    return { ...server, name, database, eventPath: hasReadyRoute ? `/${database}` : null };
  };
  return [
    await start('service', BUILT_SERVICE),
    await start('floor', builtServer('stack-floor')),
    await start('bare', builtServer('bare-server'), { IAMPORT_TOKEN: await tokenOf(world) }),
    await start('sample', builtServer('guide-sample')),
  ];
}

async function tokenOf({ apiUrl, impKey, impSecret }: WorldAddress): Promise<string> {
  const body = JSON.stringify({ imp_key: impKey, imp_secret: impSecret });
  const headers = { 'content-type': 'application/json' };
  const reply = await fetch(`${apiUrl}/users/getToken`, { method: 'POST', headers, body });
  return ((await reply.json()) as { response: { access_token: string } }).response.access_token;
}
