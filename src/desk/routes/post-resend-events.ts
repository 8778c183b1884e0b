import type { RequestHandler } from 'express';
import { z } from 'zod';
import { parseRequest } from '../../http/invalid-request';
import { periodOf } from '../../http/korean-period';
import { requestId } from '../../http/payment-ids';
import type { RequestResend } from '../../services/request-resend';
import { DESK } from '../desk-paths';
import { deskOf } from '../desk-session';
import { redirectWithNotice } from '../notice';
import { messagesPageTexts } from '../texts/messages-page-texts';
import { showMessages, type MessagesRouteDeps } from './show-messages';

export interface ResendEventsDeps extends MessagesRouteDeps {
  readonly requestResend: RequestResend;
}

const entered = z.string().max(32).default('');
const Body = z.object({ request_id: requestId, from: entered, to: entered });

/** `POST /desk/messages/resend`: the shop's server gets the events of a period again. */
export function postResendEvents(deps: ResendEventsDeps): RequestHandler {
  return async (req, res) => {
    const body = parseRequest(Body, req.body);
    const { context, actor } = deskOf(res);
    const texts = messagesPageTexts(context.language);
    const refuse = (status: number, text: string) => showMessages(deps, req, res, { status, text, entered: body });
    const period = periodFrom(body, deps.now());
    if (period === null) return refuse(400, texts.refused.periodInvalid);
    const { result } = await deps.requestResend({ requestId: body.request_id, ...period, actor });
    if (result !== 'recorded') return refuse(result === 'tooLongAgo' ? 400 : 409, texts.refused[result]);
    redirectWithNotice(res, `${DESK}/messages`, { tone: 'good', text: texts.done.resend });
  };
}

/** @returns null where it is no period that has begun */
function periodFrom(body: { readonly from: string; readonly to: string }, now: Date) {
  const from = koreanMoment(body.from);
  const to = body.to === '' ? undefined : koreanMoment(body.to);
  if (from === null || to === null || new Date(from) >= now) return null;
  const period = periodOf(from, to);
  return period?.from == null ? null : { from: period.from, to: period.to };
}

/** What a `datetime-local` control sends, taken as Korean time. */
function koreanMoment(text: string): string | null {
  const [, minute, second = ':00'] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d)?(?:\.\d+)?$/.exec(text) ?? [];
  const moment = `${minute}${second}+09:00`;
  return minute === undefined || Number.isNaN(Date.parse(moment)) ? null : moment;
}
