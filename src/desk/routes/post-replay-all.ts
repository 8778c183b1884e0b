import type { RequestHandler } from 'express';
import { z } from 'zod';
import { CHANNELS } from '../../domain/outbox';
import { parseRequest } from '../../http/invalid-request';
import { requestId } from '../../http/payment-ids';
import type { RequestReplay } from '../../services/request-replay';
import { DESK } from '../desk-paths';
import { deskOf } from '../desk-session';
import { redirectWithNotice } from '../notice';
import { channelTexts } from '../texts/message-texts';
import { messagesPageTexts } from '../texts/messages-page-texts';
import { showMessages, type MessagesRouteDeps } from './show-messages';

export interface ReplayAllDeps extends MessagesRouteDeps {
  readonly requestReplay: RequestReplay;
}

const Body = z.object({ request_id: requestId, carrier: z.enum(CHANNELS) });

/** `POST /desk/messages/replay-all`: all failed messages of a carrier are sent again, in the background. */
export function postReplayAll(deps: ReplayAllDeps): RequestHandler {
  return async (req, res) => {
    const { request_id, carrier } = parseRequest(Body, req.body);
    const { context, actor } = deskOf(res);
    const texts = messagesPageTexts(context.language);
    const { result } = await deps.requestReplay({ requestId: request_id, carrier }, actor);
    if (result !== 'recorded') return showMessages(deps, req, res, { status: 409, text: texts.refused[result] });
    const text = texts.done.replayAll(channelTexts(context.language)[carrier]);
    redirectWithNotice(res, `${DESK}/messages`, { tone: 'good', text });
  };
}
