import { randomBytes, randomUUID } from 'node:crypto';
import type { OrderTemplate, StoredOrder } from './order-templates';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DAY_MS = 24 * 60 * 60_000;
/** What is due lies so far ahead that no pass of a running service takes it; the looks of the bench bring a later clock. */
const AHEAD_MS = 2 * DAY_MS;

/**
 * Another order of the same kind: other keys and ids, moments of the past earlier, those of the future between two and three
 * days later. Knows no field by its name.
 *
 * @param index spreads the moments
 * @param earlierMs @default up to 30 days
 */
export function copyOrder(
  { document, ids, readAt }: OrderTemplate,
  index: number,
  earlierMs = (index % 30) * DAY_MS + (index % 86_399) * 1000,
): StoredOrder {
  const [, ...paymentIds] = ids;
  const key = randomBytes(16).toString('hex');
  const replacements = new Map([[document._id, key], ...paymentIds.map((id) => [id, newPaymentId()] as const)]);
  const laterMs = AHEAD_MS + (index % 86_399) * 1000;
  return { ...(copy(document) as StoredOrder), _id: key };

  function copy(value: unknown): unknown {
    if (typeof value === 'string') return copyText(value);
    if (value instanceof Date) return new Date(value.getTime() + (value > readAt ? laterMs : -earlierMs));
    if (Array.isArray(value)) return value.map(copy);
    if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value;
    const fields: Record<string, unknown> = {};
    for (const [name, field] of Object.entries(value)) fields[name] = copy(field);
    return fields;
  }

  function copyText(text: string): string {
    if (UUID.test(text)) {
      const id = replacements.get(text) ?? randomUUID();
      replacements.set(text, id);
      return id;
    }
    let copied = text;
    for (const [from, to] of replacements) if (copied.includes(from)) copied = copied.replaceAll(from, to);
    return copied;
  }
}

const newPaymentId = () => `imp_${randomBytes(6).readUIntBE(0, 6).toString().padStart(12, '0').slice(-12)}`;
