import { ConnectionStates, mongo, Mongoose, type Connection } from 'mongoose';
import { CheckoutUsageError } from '../domain/errors';
import { prefixCollections } from './collection-names';
import { unavailable } from './unavailable';

/** A connection of the checkout over the client of the shop's connection. */
export interface AdoptedConnection {
  readonly connection: Connection;
  /** Lets go of the client, which stays open. */
  readonly release: () => void;
}

/** What the guarantees need of every operation, whatever the shop's client is set to. */
const operationOptions = (timeoutMS: number): mongo.DbOptions => ({
  readPreference: 'primary',
  // A failover takes back nothing that a majority holds.
  readConcern: new mongo.ReadConcern('majority'),
  writeConcern: { w: 'majority', journal: true },
  timeoutMS,
  // Numbers and dates come back as they were stored.
  ignoreUndefined: false,
  promoteLongs: true,
  promoteValues: true,
  promoteBuffers: false,
  useBigInt64: false,
  raw: false,
});

/**
 * Opens a connection of its own over the client of the shop's connection: with its own models, in its own instance of mongoose. So neither
 * sees the models, plugins and settings of the other. The client stays the shop's.
 *
 * @param given is connected or connecting
 * @param options.operationTimeoutMs the limit of each operation, waits for a server and a connection included, in milliseconds
 * @throws CheckoutUsageError `unsuitableConnection`; CheckoutError `unavailable` where no server answers
 */
export async function adoptConnection(
  given: Connection,
  options: { readonly collectionPrefix: string; readonly operationTimeoutMs: number },
): Promise<AdoptedConnection> {
  await awaitOpen(given);
  const client = given.getClient();
  checkClient(client);
  const before = listenersOf(client);
  const whole = new Mongoose().createConnection().setClient(client);
  const name = given.name;
  const connection = whole.name === name ? whole : whole.useDb(name);
  const added = listenersOf(client).filter(({ listener }) => !before.some((each) => each.listener === listener));
  // Models and the driver's collections are made from it.
  Object.assign(connection, { db: client.db(name, operationOptions(options.operationTimeoutMs)) });
  prefixCollections(connection, options.collectionPrefix);
  return {
    connection,
    release: () => added.forEach(({ event, listener }) => client.off(event as 'close', listener)),
  };
}

async function awaitOpen(given: Connection): Promise<void> {
  const isOpening = given.readyState === ConnectionStates.connected || given.readyState === ConnectionStates.connecting;
  if (!isOpening) throw unsuitable('it is not connected: call mongoose.connect() or openUri() first');
  await unavailable(async () => void (await given.asPromise()));
}

/** Checks what no single operation can set. */
function checkClient(client: unknown): asserts client is mongo.MongoClient {
  if (!(client instanceof mongo.MongoClient)) {
    throw unsuitable(
      'it is of another copy of mongoose than the checkout uses: install mongoose once (npm ls mongoose)',
    );
  }
  if (!client.options.retryWrites) {
    throw unsuitable(
      'retryWrites is switched off: remove it from the URI and the options, so that a failover loses no write',
    );
  }
}

function unsuitable(problem: string): CheckoutUsageError {
  return new CheckoutUsageError('unsuitableConnection', `the connection cannot be used: ${problem}`);
}

type Listener = (...args: unknown[]) => void;

/** mongoose listens to a client that it is given. */
function listenersOf(client: mongo.MongoClient): { readonly event: string; readonly listener: Listener }[] {
  const events = client.eventNames().map(String);
  return events.flatMap((event) =>
    (client.listeners(event as 'close') as Listener[]).map((listener) => ({ event, listener })),
  );
}
