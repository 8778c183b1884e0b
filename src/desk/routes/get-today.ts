import type { RequestHandler } from 'express';
import { z } from 'zod';
import { parseRequest } from '../../http/invalid-request';
import { koreanDayOf, startOfKoreanDay } from '../../lib/korean-date';
import type { ReadToday } from '../../services/read-today';
import { deskOf } from '../desk-session';
import { orNone } from '../or-none';
import { TodayPage } from '../pages/today-page';
import { sendPage } from '../send-page';

export interface TodayRouteDeps {
  readonly readToday: ReadToday;
  readonly now: () => Date;
}

const Query = z.strictObject({
  day: orNone(z.string().refine((day) => startOfKoreanDay(day) !== null, 'must be a Korean day such as 2026-11-30')),
});

/** `GET /desk`: the figures of a day, and what waits now. */
export function getToday({ readToday, now }: TodayRouteDeps): RequestHandler {
  return async (req, res) => {
    const today = koreanDayOf(now());
    const { day = today } = parseRequest(Query, req.query);
    sendPage(res, TodayPage({ context: deskOf(res).context, day, today, figures: await readToday(day) }));
  };
}
