import type { RequestHandler } from 'express';
import { z } from 'zod';
import { dayOrMoment, periodOf } from '../../http/korean-period';
import { InvalidRequest, parseRequest } from '../../http/invalid-request';
import { CURSOR_LENGTH, readCursor, writeCursor } from '../../http/list-cursor';
import type { ReadAudit } from '../../services/read-audit';
import { deskOf } from '../desk-session';
import { orNone } from '../or-none';
import { AuditPage } from '../pages/audit-page';
import { sendPage } from '../send-page';

export interface AuditRouteDeps {
  readonly readAudit: ReadAudit;
}

const Query = z.strictObject({
  actor: orNone(z.string().regex(/^[a-z0-9._-]{1,40}$/, 'must be the name of a key')),
  from: orNone(dayOrMoment),
  to: orNone(dayOrMoment),
  after: z.string().max(CURSOR_LENGTH).optional(),
});

const PAGE = 50;

/** `GET /desk/audit`: who did what, the newest first. */
export function getAudit({ readAudit }: AuditRouteDeps): RequestHandler {
  return async (req, res) => {
    const { context } = deskOf(res);
    const { actor = null, from, to, after } = parseRequest(Query, req.query);
    const period = periodOf(from, to);
    if (period === null)
      throw new InvalidRequest([{ field: 'to', message: 'must be later than the start of the period' }]);
    const filter = { actor, period };
    const name = `desk audit ${JSON.stringify(filter)}`;
    const place = after === undefined ? null : readCursor(name, after);
    const page = await readAudit(filter, { limit: PAGE, after: place && { at: place.at, id: place.key } });
    const next = page.next && writeCursor(name, { at: page.next.at, key: page.next.id });
    const asked = { actor: actor ?? '', from: from ?? '', to: to ?? '' };
    sendPage(res, AuditPage({ context, asked, entries: page.entries, next }));
  };
}
