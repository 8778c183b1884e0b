import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Model } from 'mongoose';
import { buildAccount, buildRecord } from './build-payment';
import { buildCancel } from './build-cancel';
import { buildEntry } from './build-entry';
import { buildOrder } from './build-order';
import { useDatabase } from './database';
import { faultsOf, findSchemaFaults, MODELS } from '../../chaos/truth/find-schema-faults';
import { guardSchema } from './guard-schema';

type Fields = Record<string, unknown>;
const AT = new Date('2026-11-21T01:00:00Z');
const data = {
  merchant_uid: 'ord-2026-0001',
  imp_uid: null,
  status: 'paid',
  amount: 10.04,
  cancel_amount: null,
  currency: 'USD',
  at: AT.toISOString(),
};

/** An order with every field. */
function storedOrder(): Fields {
  const { merchantUid, ...order } = buildOrder({
    paidBy: 'imp_700000000001',
    virtualAccount: buildAccount(),
    closedAt: AT,
    closing: { id: 'close-1', fingerprint: 'digest' },
    earlierAmounts: [{ amount: 1_000 as never, until: AT }],
    payments: [
      buildRecord({
        virtualAccount: buildAccount(),
        cancellations: [{ cancellationId: 'c1', amount: 10 as never, cancelledAt: AT, reason: '고객 변심' }],
      }),
    ],
    unlistedAccounts: ['imp_1'],
    cancels: [
      buildCancel({ refund: { holder: '한바다', bank: '004', account: '1', tel: null } }),
      buildCancel({ state: 'sent' }),
      buildCancel({ state: 'accepted' }),
      buildCancel({ state: 'done' }),
      buildCancel({ state: 'done', kind: 'revoke' }),
      buildCancel({ state: 'refused' }),
      buildCancel({ state: 'refused', kind: 'revoke', why: 'depositCameFirst' }),
      buildCancel({ state: 'unclear' }),
      buildCancel({ state: 'dropped' }),
    ],
    attention: [
      {
        at: AT,
        reason: 'amountDiffers',
        source: 'webhook',
        impUid: 'imp_1',
        reported: { merchantUid: 'ord-2026-0001', status: 'paid', amount: '1', currency: 'KRW', testChannel: false },
      },
    ],
    remindedOf: ['imp_1'],
    attentionSince: AT,
    redactedAt: AT,
    history: [{ at: AT, from: 'pending', to: 'paid', source: 'webhook', impUid: 'imp_1' }],
  });
  return {
    _id: merchantUid,
    ...order,
    queues: {
      shop: { dueAt: AT, lease: 'a-lease' },
      sms: { dueAt: AT, lease: 'a-lease' },
      customerRecord: { dueAt: AT, lease: 'a-lease' },
      alert: { dueAt: AT, lease: 'a-lease' },
      prepare: { dueAt: AT, lease: 'a-lease' },
      cancel: { dueAt: AT, lease: 'a-lease' },
      redact: { dueAt: AT, lease: 'a-lease', askedAt: AT, askedBy: 'kim' },
      poll: {
        dueAt: AT,
        lease: 'a-lease',
        step: 0,
        isUrgent: true,
        broughtForwardAt: AT,
      },
    },
    outbox: [
      buildEntry(),
      buildEntry({ id: 'entry-2', message: { channel: 'shop', event: 'order.paid', data: data as never } }),
      buildEntry({
        id: 'entry-3',
        message: { channel: 'customerRecord', customerId: 'customer-7', merchantUid, account: buildAccount() },
      }),
      buildEntry({
        id: 'entry-4',
        message: { channel: 'alert', merchantUid, reason: 'notificationFailed', deadCarrier: 'sms' },
      }),
    ],
  };
}

/** A copy with one field changed; `undefined` removes the field. */
function changed(document: Fields, path: string, value: unknown): Fields {
  const copy = structuredClone(document);
  const names = path.split('.');
  const last = names.pop() ?? '';
  const parent = names.reduce<Fields>((each, name) => each[name] as Fields, copy);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy;
}

const database = useDatabase();

async function faultsIn(collection: string, document: Fields): Promise<readonly string[]> {
  const collectionOf = database.db().collection(collection);
  await collectionOf.insertOne(document);
  const found = await findSchemaFaults(database.db());
  await collectionOf.deleteMany({});
  expect(found.map((fault) => [fault.collection, fault._id])).toEqual(
    found.length === 0 ? [] : [[collection, document['_id']]],
  );
  return found.flatMap(({ faults }) => faults);
}

test('every model of the service is known', () => {
  const files = readdirSync(join(__dirname, '../../src/store')).filter((name) => name.endsWith('.model.ts'));
  expect(Object.keys(MODELS)).toHaveLength(files.length);
});

const user = () => ({ _id: 'customer-7', merchantUid: 'ord-1', virtualAccount: { ...buildAccount() } });
const cursor = () => ({
  _id: 'payments',
  through: AT,
  queue: { dueAt: AT, lease: 'a-lease' },
  gaps: [{ from: AT, to: AT, since: AT, tries: 0, dueAt: AT }],
});
const WHOLE: readonly (readonly [string, () => Fields])[] = [
  ['orders', storedOrder],
  ['users', user],
  ['cursors', cursor],
];

test.each(WHOLE)('a document with every field of %s fits', async (collection, build) => {
  expect(await faultsIn(collection, build())).toEqual([]);
});

/** Every path of a document's objects and fields. */
function pathsOf(value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null || value instanceof Date) return [path];
  const inside = Object.entries(value).flatMap(([name, each]) => pathsOf(each, path === '' ? name : `${path}.${name}`));
  return [path, ...inside];
}
const isObject = (document: Fields, path: string) => {
  const value = valueAt(document, path);
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
};
const valueAt = (document: Fields, path: string) =>
  path === '' ? document : path.split('.').reduce<unknown>((each, name) => (each as Fields)[name], document);

const fits = async (collection: string, document: Fields) =>
  (await faultsOf(MODELS[collection] as Model<never>, document)).length === 0;

test.each(WHOLE)('an unknown field is found anywhere in %s', async (collection, build) => {
  const document = build();
  const missed: string[] = [];
  for (const path of pathsOf(document, '').filter((each) => isObject(document, each))) {
    const planted = path === '' ? 'planted' : `${path}.planted`;
    if (await fits(collection, changed(document, planted, 1))) missed.push(planted);
  }
  expect(missed).toEqual([]);
});

test.each(WHOLE)('a value of another type is found anywhere in %s', async (collection, build) => {
  const document = build();
  const missed: string[] = [];
  for (const path of pathsOf(document, '').filter((each) => each !== '')) {
    if (await fits(collection, changed(document, path, ofAnotherType(valueAt(document, path))))) missed.push(path);
  }
  expect(missed).toEqual([]);
});

/** A value of another type; where possible, one that casting would correct. */
function ofAnotherType(value: unknown): unknown {
  if (typeof value === 'string') return 5;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return value instanceof Date ? value.toISOString() : { planted: 1 };
}

test.each<[string, string, unknown, string]>([
  ['an unknown field', 'planted', 1, 'Field `planted` is not in schema and strict mode is set to throw.'],
  ['an unknown field of a message', 'outbox.0.message.planted', 1, 'outbox.0.message: Field `planted` is not in'],
  ['a missing field', 'revision', undefined, 'revision: Path `revision` is required.'],
  ['a missing field of a payment', 'payments.0.outcome', undefined, 'payments.0.outcome: Path `outcome` is required.'],
  [
    'a field that is null where it is set',
    'customerId',
    undefined,
    'customerId: nothing is stored, the schema has null',
  ],
  ['a missing list', 'unlistedAccounts', undefined, 'unlistedAccounts: nothing is stored, the schema has [] (object)'],
  ['null for what is absent', 'attentionSince', null, 'attentionSince: is null, not absent'],
  ['a text for a number', 'amount', '64900', 'amount: "64900" (string) is stored, the schema has 64900 (number)'],
  ['a number for a text', 'payments.0.pgTid', 5, 'payments.0.pgTid: 5 (number) is stored, the schema has "5" (string)'],
  ['a won and a half', 'amount', 64_900.5, 'amount: is not whole'],
  ['a state that is none', 'state', 'payed', 'state: `payed` is not a valid enum value for path `state`.'],
  ['when it was sent, of a cancel that never was', 'cancels.0.sentAt', AT, 'Field `sentAt` is not in schema'],
  ['a cancel that was sent some time', 'cancels.1.sentAt', undefined, 'cancels.1.sentAt: Path `sentAt` is required.'],
  ['a due time of a cancel that has ended', 'cancels.3.dueAt', AT, 'Field `dueAt` is not in schema'],
  ['an account revoked by a cancellation', 'cancels.4.cancellationId', 'c1', 'does not belong there'],
  ['a reason that does not lead to the state', 'cancels.1.why', 'shown', 'cancels.1.why: `shown` is not a valid enum'],
  ['a carrier that is none', 'outbox.0.message', { channel: 'fax' }, 'outbox.0.message.channel: `fax` is not a valid'],
])('%s is named with its path', async (_, path, value, message) => {
  const faults = await faultsIn('orders', changed(storedOrder(), path, value));
  expect(faults).toEqual([expect.stringContaining(message)]);
});

describe('the guard of a test file', () => {
  const broken = () => ({ ...storedOrder(), _id: 'broken-1', planted: 1 });
  const insert = () =>
    database
      .db()
      .collection('orders')
      .insertOne(broken() as never);

  test('throws for a document that does not fit, with its _id', async () => {
    await insert();
    const guard = guardSchema(() => database.db());
    await expect(guard.check()).rejects.toThrow('orders broken-1: Field `planted` is not in schema');
    await database.db().dropDatabase();
  });

  test('accepts a broken document that is named', async () => {
    await insert();
    const guard = guardSchema(() => database.db());
    guard.allowBroken('broken-1');
    await guard.check();
    expect(guard.checkAllowed).not.toThrow();
    await database.db().dropDatabase();
  });

  test('throws where a named document was never broken', async () => {
    const guard = guardSchema(() => database.db());
    guard.allowBroken('broken-1');
    await guard.check();
    expect(guard.checkAllowed).toThrow('never were: broken-1');
  });

  test('checks a changed document again', async () => {
    await database
      .db()
      .collection<{ _id: string }>('orders')
      .insertOne(storedOrder() as never);
    const guard = guardSchema(() => database.db());
    await guard.check();
    await database
      .db()
      .collection('orders')
      .updateMany({}, { $set: { planted: 1 } });
    await expect(guard.check()).rejects.toThrow('planted');
    await database.db().dropDatabase();
  });
});
