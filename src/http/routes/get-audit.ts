import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { ReadAudit } from '../../services/read-audit';
import { InvalidRequest, parseRequest } from '../invalid-request';
import { dayOrMoment, periodOf } from '../korean-period';
import { CURSOR_LENGTH, readCursor, writeCursor } from '../list-cursor';
import { toAuditAnswer } from '../to-audit-answer';

export const GetAuditQuery = z.strictObject({
  actor: z
    .string()
    .regex(/^[a-z0-9._-]{1,40}$/, 'must be the name of a key')
    .optional(),
  from: dayOrMoment.optional(),
  to: dayOrMoment.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  after: z.string().max(CURSOR_LENGTH).optional(),
});

/** `GET /audit`: who did what, the newest first. */
export function getAudit(read: ReadAudit): RequestHandler {
  return async (req, res) => {
    const { actor = null, from, to, limit, after } = parseRequest(GetAuditQuery, req.query);
    const period = periodOf(from, to);
    if (period === null) {
      throw new InvalidRequest([{ field: 'to', message: 'must be later than the start of the period' }]);
    }
    const filter = { actor, period };
    const name = `audit ${JSON.stringify(filter)}`;
    const place = after === undefined ? null : readCursor(name, after);
    const page = await read(filter, { limit, after: place && { at: place.at, id: place.key } });
    const next = page.next && writeCursor(name, { at: page.next.at, key: page.next.id });
    res.json({ entries: page.entries.map(toAuditAnswer), next });
  };
}
