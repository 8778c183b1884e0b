import type { RequestHandler } from 'express';
import { z } from 'zod';
import { replyOf, sendJson } from '../error-reply';
import { parseRequest } from '../invalid-request';
import { merchantUid } from '../payment-ids';

const Params = z.object({ merchant_uid: merchantUid });
const Body = z.strictObject({ entries: z.int().nonnegative() });

/**
 * `POST /orders/:merchant_uid/attention/acknowledge`: a person has looked at an order, and it leaves the list; the evidence
 * stays. `entries` says how much of it was seen, so that what came meanwhile is not swept away.
 */
export function postAcknowledge(
  acknowledge: (merchantUid: string, entries: number) => Promise<boolean>,
): RequestHandler {
  return async (req, res) => {
    const { merchant_uid } = parseRequest(Params, req.params);
    const { entries } = parseRequest(Body, req.body);
    if (await acknowledge(merchant_uid, entries)) res.status(204).end();
    else sendJson(res, replyOf('attentionChanged'));
  };
}
