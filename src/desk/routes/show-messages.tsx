import type { Request, Response } from 'express';
import { z } from 'zod';
import { CHANNELS } from '../../domain/outbox';
import type { ResendProgress } from '../../domain/plan-resend';
import { parseRequest } from '../../http/invalid-request';
import { CURSOR_LENGTH, readCursor, writeCursor } from '../../http/list-cursor';
import type { CountDeadLetters, ListDeadLetters } from '../../services/list-dead-letters';
import { DESK } from '../desk-paths';
import { deskOf } from '../desk-session';
import { MessagesPage, type EnteredPeriod } from '../pages/messages-page';
import { sendPage } from '../send-page';
import { sendPlain } from '../send-plain';

export interface MessagesRouteDeps {
  readonly listDeadLetters: ListDeadLetters;
  readonly countDeadLetters: CountDeadLetters;
  readonly latestResends: (limit: number) => Promise<readonly ResendProgress[]>;
  /** How long ago a period to send again may begin, in milliseconds. */
  readonly resendReachMs: number;
  readonly now: () => Date;
}

/** What a refused form shows on the page that it came from. */
export interface RefusedForm {
  readonly status: number;
  readonly text: string;
  /** @default nothing */
  readonly entered?: EnteredPeriod;
}

const PAGE = 50;
const REQUESTS = 10;
const DAY_MS = 24 * 60 * 60_000;
const Query = z.object({
  carrier: z.enum(CHANNELS).optional(),
  after: z.string().max(CURSOR_LENGTH).optional(),
});

/**
 * Shows the messages; after a refused form with the reason and what was entered. Who may not read orders gets the reason alone.
 *
 * @param refused absent for the page itself
 */
export async function showMessages(
  deps: MessagesRouteDeps,
  req: Request,
  res: Response,
  refused?: RefusedForm,
): Promise<void> {
  const { context, key } = deskOf(res);
  if (refused && !key.scopes.includes('orders:read'))
    return sendPlain(res, 'refused', { status: refused.status, detail: refused.text });
  const { carrier = null, after } = parseRequest(Query, req.query);
  const name = `dead letters ${carrier}`;
  const place = after === undefined ? null : readCursor(name, after);
  const counts = await deps.countDeadLetters();
  const { letters, next } = await deps.listDeadLetters({
    carrier,
    after: place && { at: place.at, merchantUid: place.key },
    limit: PAGE,
  });
  const requests = await deps.latestResends(REQUESTS);
  const page = (
    <MessagesPage
      context={
        refused ? { ...context, path: `${DESK}/messages`, notice: { tone: 'bad', text: refused.text } } : context
      }
      counts={counts}
      carrier={carrier}
      letters={letters}
      next={next && writeCursor(name, { at: next.at, key: next.merchantUid })}
      requests={requests}
      reachDays={Math.floor(deps.resendReachMs / DAY_MS)}
      entered={refused?.entered ?? { from: '', to: '' }}
      now={deps.now()}
    />
  );
  sendPage(res, page, refused?.status);
}
