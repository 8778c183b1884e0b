import type { RequestHandler } from 'express';
import { showMessages, type MessagesRouteDeps } from './show-messages';

/** `GET /desk/messages`: the messages that have failed. */
export function getMessages(deps: MessagesRouteDeps): RequestHandler {
  return (req, res) => showMessages(deps, req, res);
}
