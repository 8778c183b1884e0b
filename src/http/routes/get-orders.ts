import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { Order } from '../../domain/order';
import { InvalidRequest, parseRequest } from '../invalid-request';
import { orderReply } from '../order-reply';
import { merchantUid } from '../payment-ids';

/** The last order of a page. */
export interface Cursor {
  readonly since: Date;
  readonly merchantUid: string;
}

export const Query = z.strictObject({
  attention: z.literal('true', 'must be true: no other list is kept'),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  after: z.string().max(200).optional(),
});
const CursorParts = z.tuple([z.iso.datetime(), merchantUid]);

/** `GET /orders?attention=true`: the orders that need attention, longest wait first. */
export function getOrders(list: (limit: number, after: Cursor | null) => Promise<Order[]>): RequestHandler {
  return async (req, res) => {
    const { limit, after } = parseRequest(Query, req.query);
    const orders = await list(limit, after === undefined ? null : readCursor(after));
    const last = orders.length === limit ? orders.at(-1) : undefined;
    res.json({ orders: orders.map(orderReply), next: last === undefined ? null : writeCursor(last) });
  };
}

function writeCursor({ attentionSince, merchantUid }: Order): string {
  return Buffer.from(JSON.stringify([attentionSince?.toISOString(), merchantUid])).toString('base64url');
}

function readCursor(text: string): Cursor {
  try {
    const [since, merchantUid] = CursorParts.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    return { since: new Date(since), merchantUid };
  } catch {
    throw new InvalidRequest([{ field: 'after', message: 'must be the "next" of an earlier page' }]);
  }
}
