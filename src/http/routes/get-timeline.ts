import type { RequestHandler } from 'express';
import type { Timeline } from '../../domain/timeline';
import { parseRequest } from '../invalid-request';
import { OrderParams } from '../payment-ids';
import { replyOf, sendJson } from '../replies';
import { toTimelineAnswer } from '../to-timeline-answer';

/** Reads what happened to an order; null where there is no such order. */
export type ReadTimeline = (merchantUid: string) => Promise<Timeline | null>;

/** `GET /orders/:merchant_uid/timeline`: what happened to an order, the oldest first. */
export function getTimeline(read: ReadTimeline): RequestHandler {
  return async (req, res) => {
    const timeline = await read(parseRequest(OrderParams, req.params).merchant_uid);
    if (timeline === null) return sendJson(res, replyOf('orderNotFound'));
    res.json(toTimelineAnswer(timeline));
  };
}
