import { CheckoutError } from '../domain/errors';

/** Why a pass failed, for whoever reads the log, and what that person can do. */
export interface FailureExplanation {
  /** The fault below it by its name and code, such as `MongoServerError 61`. */
  readonly cause: string;
  readonly todo: string;
}

/** MongoDB's refusals that stay until a person changes something, by its error codes. */
const REFUSALS: Readonly<Record<number, string>> = {
  13: 'give the user of MONGODB_URI the role readWrite on its database',
  18: 'check user and password in MONGODB_URI',
  61: 'shard the collection of the message by { _id: "hashed" } and by nothing else (docs/operations.md: Sharding)',
  79: 'take w from MONGODB_URI: writes wait for a majority',
  100: 'bring the members of the replica set back: a majority of them must be there',
  148: 'switch majority reads on (enableMajorityReadConcern), or take MongoDB 5.0 or newer',
};

/** Faults of the driver, by the names of its errors. */
const FAULTS: Readonly<Record<string, string>> = {
  MongoServerSelectionError: 'check that MONGODB_URI can be reached from here and that its replica set has a primary',
  MongoNetworkError: 'check the network to MONGODB_URI; what was under way is done again',
  MongoNetworkTimeoutError: 'look at the load of the database and for slow queries in its log',
  MongoWaitQueueTimeoutError: 'look at the load of the database and of this instance; add an instance if it stays',
};

const OF_GATEWAY: Readonly<Record<CheckoutError['code'], string>> = {
  unavailable: "wait if i'mport has an outage (its status page tells); the pass goes on by itself",
  gatewayRefused: "check IAMPORT_API_KEY and IAMPORT_API_SECRET, and whether i'mport takes calls from this address",
  gatewayReplyUnexpected: "report it with `err`: i'mport answered what this service cannot read",
};

const OF_DATABASE = "look up the code in MongoDB's list of errors, and the database's own log";
const OF_SERVICE = 'report it with `err`: it is a fault of this service';

/** Explains an error by the first known name or code in its chain of causes. */
export function explainFailure(error: unknown): FailureExplanation {
  const chain = chainOf(error);
  const ofDatabase = chain.find(({ name }) => name.startsWith('Mongo'));
  if (ofDatabase !== undefined) {
    const { name, code } = ofDatabase;
    if (typeof code !== 'number') return { cause: name, todo: FAULTS[name] ?? OF_DATABASE };
    return { cause: `${name} ${code}`, todo: REFUSALS[code] ?? FAULTS[name] ?? OF_DATABASE };
  }
  const { name = 'unknown' } = chain.at(-1) ?? {};
  if (error instanceof CheckoutError) return { cause: name, todo: OF_GATEWAY[error.code] };
  return { cause: name, todo: OF_SERVICE };
}

type CodedError = Error & { readonly code?: unknown };

function chainOf(error: unknown): CodedError[] {
  const chain: CodedError[] = [];
  for (let next = error; next instanceof Error && !chain.includes(next); next = next.cause) chain.push(next);
  return chain;
}
