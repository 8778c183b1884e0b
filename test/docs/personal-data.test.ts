import type { Schema, SchemaType } from 'mongoose';
import { MODELS } from '../../chaos/truth/find-schema-faults';
import { isUnderWay } from '../../src/domain/cancel/cancel';
import type { Order } from '../../src/domain/order';
import type { OutboxEntry } from '../../src/domain/outbox';
import { withoutPersonalValues } from '../../src/domain/redact-order';
import { fieldsOfSchema, membersOf } from '../support/schema-paths';
import { codesIn, LANGUAGES, read, tablesOf } from './documents';

const schemaOf = (collection: string) => MODELS[collection]?.schema as unknown as Schema;
const STORED = Object.keys(MODELS).flatMap((collection) =>
  fieldsOfSchema(schemaOf(collection)).map(({ path, type }) => ({ path: `${collection}.${path}`, type })),
);

/** The fields in the first column of the table that has this one. */
function fieldsIn(text: string, one: string): string[] {
  const table = tablesOf(text).find((rows) => rows.some(([first = '']) => codesIn(first).includes(one))) ?? [];
  return table.slice(1).flatMap(([first = '']) => codesIn(first));
}

const tables = (folder: string) => {
  const text = read(folder, 'personal-data.md');
  return { personal: fieldsIn(text, 'orders.buyer.tel'), others: fieldsIn(text, 'orders._id') };
};

describe.each(LANGUAGES)('what is stored about a buyer, in $name', ({ folder }) => {
  const { personal, others } = tables(folder);

  test('every field of every schema is listed once, as personal or not, and no other', () => {
    expect([...personal, ...others].toSorted()).toEqual(STORED.map(({ path }) => path).toSorted());
  });

  test('both languages call the same fields personal', () => {
    expect(personal).toEqual(tables('docs').personal);
  });
});

/** Texts that decide which fields a document has. */
const FIXED: Readonly<Record<string, string>> = {
  'orders.state': 'paid',
  'orders.cancels.kind': 'cancel',
  'orders.cancels.cause': 'shop',
  'orders.cancels.why': 'gatewayRefused',
};
/** The members of unions, and what must not be there in a delivered message. */
const CHOSEN = ['orders.cancels.state', 'orders.outbox.message.channel'];
const ABSENT = 'orders.outbox.deadAt';

type Sample = Record<string, unknown>;

/** Documents of a schema that have every field, and every member of a union once. Each text is its own path. */
function samplesOf(schema: Schema, prefix: string): Sample[] {
  const samples: Sample[] = [{}];
  schema.eachPath((name, type) => {
    const path = `${prefix}${name}`;
    const values = valuesOf(type, path);
    const isList = type.instance === 'Array' || type.instance === 'DocumentArray';
    const [first, ...more] = isList ? [values] : values;
    samples.push(...more.map((value) => ({ ...samples[0], [name]: value })));
    samples[0] = { ...samples[0], ...(path !== ABSENT && { [name]: first }) };
    samples.slice(1).forEach((sample) => path !== ABSENT && !(name in sample) && (sample[name] = first));
  });
  return samples;
}

function valuesOf(type: SchemaType, path: string): unknown[] {
  const members = membersOf(type);
  if (members.length === 0) return [leafOf(type, path)];
  return members.flatMap(({ value, schema }) => {
    const key = (type as unknown as { schema: Schema }).schema.get('discriminatorKey') as string;
    return samplesOf(schema, `${path}.`).map((sample) => (value === null ? sample : { ...sample, [key]: value }));
  });
}

function leafOf(type: SchemaType, path: string): unknown {
  switch (type.instance) {
    case 'Date':
      return new Date(0);
    case 'Number':
      return 1;
    case 'Boolean':
      return true;
    default:
      return FIXED[path] ?? path;
  }
}

/** Every text in a document that is the path of its field. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object' || value instanceof Date) return [];
  return Object.values(value).flatMap(textsIn);
}

test('a redaction removes every personal text of an order, and no other', () => {
  const [sample] = samplesOf(schemaOf('orders'), 'orders.') as unknown as [Order & { outbox: OutboxEntry[] }];
  const order = { ...sample, cancels: sample.cancels.filter((cancel) => !isUnderWay(cancel)) };
  const left = new Set(textsIn({ ...order, ...withoutPersonalValues(order, order.outbox) }));
  const { personal, others } = tables('docs');
  const texts = STORED.filter(({ type }) => type === 'String').map(({ path }) => path);
  const fixed = [...Object.keys(FIXED), ...CHOSEN];
  expect(personal.filter((path) => left.has(path))).toEqual([]);
  const kept = others.filter((path) => path.startsWith('orders.') && texts.includes(path) && !fixed.includes(path));
  expect(kept.filter((path) => !left.has(path))).toEqual([]);
  // Without it, nothing would be removed.
  const before = new Set(textsIn(order));
  const ofRefund = /^orders\.cancels\.refund\./;
  expect(personal.filter((path) => path.startsWith('orders.') && !ofRefund.test(path) && !before.has(path))).toEqual(
    [],
  );
});
