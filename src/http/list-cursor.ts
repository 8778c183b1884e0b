import { createHash } from 'node:crypto';
import { z } from 'zod';
import { InvalidRequest } from './invalid-request';

/** Where a page of a list begins: behind the entry with this time and key. */
export interface ListPlace {
  readonly at: Date;
  readonly key: string;
}

/** The key may be one of another system: `GET /orders` never shows it, but its page may end there. */
const Parts = z.tuple([z.string(), z.iso.datetime(), z.string().min(1).max(128)]);

/** The longest text that a cursor can be. */
export const CURSOR_LENGTH = 400;

/** Writes a cursor, which belongs to one list: other filters have other cursors. @param list the filters as text */
export function writeCursor(list: string, { at, key }: ListPlace): string {
  return Buffer.from(JSON.stringify([digest(list), at.toISOString(), key])).toString('base64url');
}

/** @throws InvalidRequest where the text is no cursor of this list */
export function readCursor(list: string, text: string): ListPlace {
  const parts = Parts.safeParse(parseJson(Buffer.from(text, 'base64url').toString()));
  if (parts.data?.[0] !== digest(list)) {
    throw new InvalidRequest([
      { field: 'after', message: 'must be the "next" of an earlier page, with the same filters as that page' },
    ]);
  }
  const [, at, key] = parts.data;
  return { at: new Date(at), key };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function digest(list: string): string {
  return createHash('sha256').update(list).digest('base64url').slice(0, 10);
}
