import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { createConnection, mongo, type Document, type Model } from 'mongoose';
import { auditModel } from '../../src/store/audit.model';
import { cursorModel } from '../../src/store/cursor.model';
import { deskSessionModel } from '../../src/store/desk-session.model';
import { orderModel } from '../../src/store/order.model';
import { resendModel } from '../../src/store/resend.model';
import { userModel } from '../../src/store/user.model';

/** A stored document that its schema does not allow. */
export interface SchemaFault {
  readonly collection: string;
  readonly _id: unknown;
  /** What is wrong, each with its path. */
  readonly faults: readonly string[];
}

/** Never connected: it only makes the models. */
const connection = createConnection();
/** Every model of the service, by the name of its collection. */
export const MODELS: Readonly<Record<string, Model<never>>> = Object.fromEntries(
  [orderModel, userModel, cursorModel, resendModel, auditModel, deskSessionModel].map((model) => {
    const each = model(connection) as unknown as Model<never>;
    return [each.collection.name, each];
  }),
);

/**
 * Checks every document of a database against the schema of its collection: unknown and missing fields, and types as they
 * are stored. Mongoose casts what it is given, so a document passes only where what it builds is what is stored.
 *
 * @param prefixes of the collections' names
 * @param seen of documents that were checked before; they are neither checked nor told again
 */
export async function findSchemaFaults(
  db: mongo.Db,
  seen = new Set<string>(),
  prefixes: readonly string[] = [''],
): Promise<SchemaFault[]> {
  const found: SchemaFault[] = [];
  // Most tests store in two of the collections: one command tells, where a query of each took most of the time of a check.
  const stored = new Set((await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name));
  const collections = prefixes.flatMap((prefix) =>
    Object.entries(MODELS).map(([name, model]) => [`${prefix}${name}`, model] as const),
  );
  for (const [collection, model] of collections) {
    if (!stored.has(collection)) continue;
    for await (const raw of db.collection(collection).find({}, { raw: true }) as AsyncIterable<Buffer>) {
      const digest = createHash('sha1').update(raw).digest('base64');
      if (seen.has(digest)) continue;
      const document = mongo.BSON.deserialize(raw);
      const faults = await faultsOf(model, document);
      seen.add(digest);
      if (faults.length > 0) found.push({ collection, _id: document['_id'], faults });
    }
  }
  return found;
}

/** For people to read. */
export function showSchemaFault({ collection, _id, faults }: SchemaFault): string {
  return `${collection} ${String(_id)}: ${faults.join('; ')}`;
}

/** What a schema says against a document. */
export async function faultsOf(model: Model<never>, document: object): Promise<string[]> {
  try {
    const built: Document = new model(document as never);
    await built.validate();
    return differences(document, built.toObject({ minimize: false }), '');
  } catch (error) {
    return messagesOf(error);
  }
}

interface SomeFault {
  readonly message: string;
  readonly errors?: Readonly<Record<string, SomeFault>>;
  readonly reason?: SomeFault;
}

/** Mongoose's errors name a path each; the innermost reason says most. */
function messagesOf(error: unknown): string[] {
  const { message, errors, reason } = error as SomeFault;
  if (errors === undefined) return [reason?.message ?? message];
  return Object.entries(errors).map(([path, fault]) => `${path}: ${messagesOf(fault).join()}`);
}

function differences(stored: unknown, built: unknown, path: string): string[] {
  if (isDeepStrictEqual(stored, built)) return [];
  if (!isPlain(stored) || !isPlain(built)) return [`${path}: ${show(stored)} is stored, the schema has ${show(built)}`];
  const names = new Set([...Object.keys(stored), ...Object.keys(built)]);
  return [...names].flatMap((name) => differences(stored[name], built[name], path ? `${path}.${name}` : name));
}

/** An object or array whose fields can be compared one by one. */
function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return Array.isArray(value) || Object.prototype.toString.call(value) === '[object Object]';
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : `${JSON.stringify(value)} (${typeof value})`;
}
