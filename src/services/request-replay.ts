import type { Actor } from '../domain/access-key';
import { auditEntry } from '../domain/audit';
import type { Channel } from '../domain/outbox';
import type { ResendProgress } from '../domain/plan-resend';
import type { RequestResendDeps } from './request-resend';

/** A request to send all messages of a carrier again that are dead letters now. */
export interface ReplayRequest {
  readonly requestId: string;
  readonly carrier: Channel;
}

/** What became of the request. `conflict`: the id was used for another request. `tooManyResends`: so many have not ended yet. */
export type RequestedReplay =
  | { readonly result: 'recorded'; readonly resend: ResendProgress }
  | { readonly result: 'conflict' }
  | { readonly result: 'tooManyResends'; readonly open: number };

/** The service with its dependencies bound. */
export type RequestReplay = (request: ReplayRequest, actor: Actor) => Promise<RequestedReplay>;

/** Before every message. */
const BEFORE_ALL = new Date(0);

/**
 * Records that the dead letters of a carrier are to be sent again, together with the entry for the audit log. The pass that
 * resends periods carries it out, since there may be many thousands. A repeat with the same `requestId` records nothing, and
 * gets what became of the first request.
 *
 * @throws CheckoutError `unavailable`
 */
export async function requestReplay(
  { resends, now, newId, maxOpen }: Omit<RequestResendDeps, 'reachMs'>,
  { requestId, carrier }: ReplayRequest,
  actor: Actor,
): Promise<RequestedReplay> {
  const known = await resends.find(requestId);
  if (known !== null) return repeatOf(known, carrier);
  const open = await resends.countOpen(maxOpen);
  if (open >= maxOpen) return { result: 'tooManyResends', open };
  const requestedAt = now();
  const period = { from: BEFORE_ALL, to: requestedAt, requestedAt };
  const resend = { requestId, ...period, replay: { carrier, actor }, orders: 0, messages: 0, endedAt: null };
  const deed = { action: 'replay', details: { request_id: requestId, carrier } } as const;
  const audit = { id: newId(), ...auditEntry(actor, deed, requestedAt) };
  if (await resends.create(resend, audit)) return { result: 'recorded', resend };
  const winner = await resends.find(requestId);
  return winner === null ? { result: 'conflict' } : repeatOf(winner, carrier);
}

function repeatOf(known: ResendProgress, carrier: Channel): RequestedReplay {
  return known.replay?.carrier === carrier ? { result: 'recorded', resend: known } : { result: 'conflict' };
}
