import type { Schema, SchemaType } from 'mongoose';

/** A stored field: its path, without positions of lists, and its type as Mongoose names it. */
export interface StoredField {
  readonly path: string;
  readonly type: string;
}

/** A nested schema; `value` is that of the key which tells the members of a union apart, null where it is no union. */
export interface Member {
  readonly value: string | null;
  readonly schema: Schema;
}

interface Nested {
  readonly schema?: Schema & { readonly discriminators?: Readonly<Record<string, Schema>> };
  readonly Constructor?: { readonly discriminators?: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly embeddedSchemaType?: SchemaType;
}

/** Every field of a schema, each once, also those of the members of a union. */
export function fieldsOfSchema(schema: Schema, prefix = ''): StoredField[] {
  const found: StoredField[] = [];
  schema.eachPath((name, type) => found.push(...fieldsOfType(type, prefix + name)));
  const unique = new Map(found.map((field) => [field.path, field]));
  return [...unique.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function fieldsOfType(type: SchemaType, path: string): StoredField[] {
  const members = membersOf(type);
  if (members.length > 0) return members.flatMap(({ schema }) => fieldsOfSchema(schema, `${path}.`));
  const { embeddedSchemaType } = type as Nested;
  return [{ path, type: embeddedSchemaType?.instance ?? type.instance }];
}

/** The schema of a nested document, or those of the members of its union; empty for a plain value. */
export function membersOf(type: SchemaType): Member[] {
  const { schema, Constructor } = type as Nested;
  if (schema === undefined) return [];
  const ofType = Object.entries(Constructor?.discriminators ?? {}).map(([value, member]) => [value, member.schema]);
  const union = Object.fromEntries([...ofType, ...Object.entries(schema.discriminators ?? {})]) as Record<
    string,
    Schema
  >;
  const members = Object.entries(union).map(([value, member]) => ({ value, schema: member }));
  return members.length > 0 ? members : [{ value: null, schema }];
}
