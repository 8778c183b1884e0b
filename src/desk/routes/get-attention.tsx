import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { AttentionReason } from '../../domain/order';
import { ALL_ORDERS } from '../../domain/order-filter';
import { parseRequest } from '../../http/invalid-request';
import { CURSOR_LENGTH, readCursor, writeCursor } from '../../http/list-cursor';
import type { ListOrders } from '../../services/list-orders';
import { deskOf } from '../desk-session';
import { AttentionPage } from '../pages/attention-page';
import { sendPage } from '../send-page';
import { ATTENTION } from '../texts/attention-texts';

export interface AttentionRouteDeps {
  readonly listOrders: ListOrders;
  readonly now: () => Date;
}

const REASONS = Object.keys(ATTENTION.en) as [AttentionReason, ...AttentionReason[]];
const PAGE = 20;

/** The filter's form sends an empty text for all reasons. */
const Query = z.object({
  reason: z.enum(REASONS).optional().or(z.literal('')),
  after: z.string().max(CURSOR_LENGTH).optional(),
});

/** `GET /desk/attention`: the orders that a person has to look at. */
export function getAttention({ listOrders, now }: AttentionRouteDeps): RequestHandler {
  return async (req, res) => {
    const { reason: asked, after } = parseRequest(Query, req.query);
    const reason = asked === undefined || asked === '' ? null : asked;
    const filter = { ...ALL_ORDERS, needsAttention: true, ...(reason !== null && { attentionReason: reason }) };
    const name = JSON.stringify(filter);
    const place = after === undefined ? null : readCursor(name, after);
    const page = await listOrders(filter, { limit: PAGE, after: place && { at: place.at, merchantUid: place.key } });
    const { orders, next } = page.result === 'page' ? page : { orders: [], next: null };
    const cursor = next && writeCursor(name, { at: next.at, key: next.merchantUid });
    const { context } = deskOf(res);
    sendPage(res, <AttentionPage context={context} orders={orders} reason={reason} next={cursor} now={now()} />);
  };
}
