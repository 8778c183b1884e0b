import type { RequestHandler } from 'express';
import { z } from 'zod';
import { parseRequest } from '../../http/invalid-request';
import { messageId } from '../../http/payment-ids';
import { REPLIES } from '../../http/replies';
import type { ReplayNotification } from '../../services/replay-notification';
import { DESK } from '../desk-paths';
import { deskOf } from '../desk-session';
import { redirectWithNotice } from '../notice';
import { messagesPageTexts } from '../texts/messages-page-texts';
import { refusalTexts } from '../texts/refusal-texts';
import { showMessages, type MessagesRouteDeps } from './show-messages';

export interface ReplayLetterDeps extends MessagesRouteDeps {
  readonly replayNotification: ReplayNotification;
}

const Body = z.object({ id: messageId });

/** `POST /desk/messages/replay`: one failed message is sent again. Pressed twice, it is sent once. */
export function postReplayLetter(deps: ReplayLetterDeps): RequestHandler {
  return async (req, res) => {
    const { id } = parseRequest(Body, req.body);
    const { context, actor } = deskOf(res);
    const replayed = await deps.replayNotification(id, actor);
    if (replayed.result !== 'replayed') {
      const text = refusalTexts(context.language)[replayed.result];
      return showMessages(deps, req, res, { status: REPLIES[replayed.result].http, text });
    }
    const text = messagesPageTexts(context.language).done.replayed(replayed.letter.merchantUid);
    redirectWithNotice(res, `${DESK}/messages`, { tone: 'good', text });
  };
}
