import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { Scope } from '../domain/access-key';
import { readBody } from '../http/read-body';
import { createErrorReply, REPLIES, RETRY_AFTER_S, type Reply } from '../http/replies';
import { checkForm } from './guards/check-form';
import { deskHeaders } from './guards/desk-headers';
import { limitDesk } from './guards/limit-desk';
import { openPage } from './guards/open-page';
import { createRequireDeskScope } from './guards/require-desk-scope';
import { requireSafeConnection } from './guards/require-safe-connection';
import { requireSession } from './guards/require-session';
import { DESK } from './desk-paths';
import { createDoOnce } from './do-once';
import { switchLanguage } from './language';
import { readAssets } from './read-assets';
import { getAttention, type AttentionRouteDeps } from './routes/get-attention';
import { getAudit, type AuditRouteDeps } from './routes/get-audit';
import { getMessages } from './routes/get-messages';
import { getSignIn } from './routes/get-sign-in';
import { getToday, type TodayRouteDeps } from './routes/get-today';
import { postReplayAll, type ReplayAllDeps } from './routes/post-replay-all';
import { postReplayLetter, type ReplayLetterDeps } from './routes/post-replay-letter';
import { postResendEvents, type ResendEventsDeps } from './routes/post-resend-events';
import { postSignIn, type SignInDeps } from './routes/post-sign-in';
import { postSignOut } from './routes/post-sign-out';
import { addOrderPages, ORDER_SCOPES, type OrderPagesDeps } from './order-pages';
import { sendPlain } from './send-plain';
import type { PlainReason } from './texts/plain-texts';

export interface DeskDeps
  extends
    SignInDeps,
    TodayRouteDeps,
    AttentionRouteDeps,
    ReplayAllDeps,
    ReplayLetterDeps,
    ResendEventsDeps,
    AuditRouteDeps,
    Omit<OrderPagesDeps, 'doOnce'> {
  /** Requests of one address. */
  readonly limit: { readonly requests: number; readonly windowMs: number };
  /** Called for each request that this limit refuses. */
  readonly onTooManyRequests: () => void;
  /** The origin as browsers see it, where a proxy changes the host; null if it is not known. */
  readonly publicOrigin: string | null;
  readonly newId: () => string;
}

/** The scope that each page and form of the desk needs. docs/desk.md has the same table. */
export const DESK_SCOPES = {
  'GET /': 'orders:read',
  'GET /attention': 'orders:read',
  'GET /messages': 'orders:read',
  'POST /messages/replay': 'operate',
  'POST /messages/replay-all': 'operate',
  'POST /messages/resend': 'operate',
  'GET /audit': 'audit',
  ...ORDER_SCOPES,
} as const satisfies Readonly<Record<`${'GET' | 'POST'} /${string}`, Scope>>;

/** Creates the desk: the router at `/desk`. */
export function createDesk(deps: DeskDeps): Router {
  const desk = Router();
  const assets = readAssets();
  desk.use(deskHeaders, openPage(assets.paths, deps.newId), requireSafeConnection);
  desk.get('/assets/:file', assets.serve);
  desk.use(limitDesk(deps.limit, deps.senderOf, deps.onTooManyRequests));
  desk.use(switchLanguage, ...readBody(), checkForm(deps.publicOrigin));
  desk.get('/sign-in', getSignIn);
  desk.post('/sign-in', postSignIn(deps));
  desk.post('/sign-out', postSignOut(deps.signIn));
  desk.use(requireSession(deps.signIn));
  addPages(desk, deps);
  desk.use((_req, res) => sendPlain(res, 'notFound', { status: 404 }));
  desk.use(createErrorReply(sendProblem));
  return desk;
}

/** Pages and forms behind the sign-in, each behind its scope: a route without one does not compile. */
function addPages(desk: Router, deps: DeskDeps): void {
  const requireScope = createRequireDeskScope(deps.onRefused);
  const add = (route: keyof typeof DESK_SCOPES, ...handlers: readonly RequestHandler[]) => {
    const [method = '', path = ''] = route.split(' ');
    const named = `${method} ${DESK}${path === '/' ? '' : path}`;
    desk[method.toLowerCase() as 'get' | 'post'](path, requireScope(DESK_SCOPES[route], named), ...handlers);
  };
  add('GET /', getToday(deps));
  add('GET /attention', getAttention(deps));
  add('GET /messages', getMessages(deps));
  add('POST /messages/replay', postReplayLetter(deps));
  add('POST /messages/replay-all', postReplayAll(deps));
  add('POST /messages/resend', postResendEvents(deps));
  add('GET /audit', getAudit(deps));
  addOrderPages(add, { ...deps, doOnce: createDoOnce() });
}

function sendProblem(_req: Request, res: Response, { code, message }: Reply): void {
  const status = REPLIES[code].http;
  if (code === 'unavailable') res.set('Retry-After', String(RETRY_AFTER_S));
  const reason: PlainReason = code === 'unavailable' || code === 'internalError' ? code : 'invalidRequest';
  sendPlain(res, reason, { status, ...(reason === 'invalidRequest' && { detail: message }) });
}
