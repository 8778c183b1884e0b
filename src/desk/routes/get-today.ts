import type { RequestHandler } from 'express';
import { deskOf } from '../desk-session';
import { TodayPage } from '../pages/today-page';
import { sendPage } from '../send-page';

export type TodayRouteDeps = object;

/** `GET /desk`: the figures of a day. */
export function getToday(_deps: TodayRouteDeps): RequestHandler {
  return (_req, res) => sendPage(res, TodayPage({ context: deskOf(res).context }));
}
