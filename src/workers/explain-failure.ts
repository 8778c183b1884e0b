import { CheckoutError } from '../domain/errors';

/** Why a pass failed, and what the operator can do. */
export interface FailureExplanation {
  /** Name and code of the underlying fault, such as `MongoServerError 61`. */
  readonly cause: string;
  readonly todo: string;
}

/** What to do about MongoDB errors that retrying does not solve, by error code. */
const REFUSALS: Readonly<Record<number, string>> = {
  13: 'give the user of MONGODB_URI the role readWrite on its database',
  18: 'check user and password in MONGODB_URI',
  61: 'shard the collection of the message by { _id: "hashed" } and by nothing else (docs/operations.md: Sharding)',
  79: 'remove w from MONGODB_URI: writes wait for a majority',
  100: 'restart the members of the replica set: a majority of them must run',
  148: 'switch majority reads on (enableMajorityReadConcern), or take MongoDB 5.0 or newer',
};

/** What to do about faults of the driver, by error name. */
const FAULTS: Readonly<Record<string, string>> = {
  MongoServerSelectionError: 'check that MONGODB_URI can be reached from here and that its replica set has a primary',
  MongoNetworkError: 'check the network to MONGODB_URI; interrupted work is repeated',
  MongoNetworkTimeoutError: 'check the load of the database, and its log for slow queries',
  MongoWaitQueueTimeoutError: 'check the load of the database and of this instance; add an instance if the error stays',
};

const OF_GATEWAY: Readonly<Record<CheckoutError['code'], string>> = {
  unavailable: "wait if i'mport has an outage (see its status page); the pass continues by itself",
  gatewayRefused:
    "check IAMPORT_API_KEY and IAMPORT_API_SECRET (iamport.apiKey and iamport.apiSecret in the library), and whether i'mport accepts calls from this address",
  gatewayReplyUnexpected: "report it with `err`: this service cannot read i'mport's reply",
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
