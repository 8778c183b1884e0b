import { auditEntry } from '../domain/audit';
import type { Period } from '../domain/order-filter';
import type { ResendProgress } from '../domain/plan-resend';
import type { Resends } from '../store/resends';
import type { ResendBy } from './resend-messages';

/** A request to send all events again that the shop's server accepted within a period. */
export interface ResendRequest extends ResendBy {
  readonly requestId: string;
  readonly from: Date;
  /** Null, or later than now: up to now. */
  readonly to: Date | null;
}

/**
 * What became of the request. `conflict`: the id was used for another period, or for dead letters. `tooManyResends`: so many
 * have not ended yet. `tooLongAgo`: the period begins before `earliest`.
 */
export type RequestedResend =
  | { readonly result: 'recorded'; readonly resend: ResendProgress }
  | { readonly result: 'conflict' }
  | { readonly result: 'tooManyResends'; readonly open: number }
  | { readonly result: 'tooLongAgo'; readonly earliest: Date };

/** The service with its dependencies bound. */
export type RequestResend = (request: ResendRequest) => Promise<RequestedResend>;

export interface RequestResendDeps {
  readonly resends: Pick<Resends, 'create' | 'find' | 'countOpen'>;
  readonly now: () => Date;
  /** Makes the id of the entry for the audit log. */
  readonly newId: () => string;
  /** How many resends of periods may go on. Two requests of one moment may be one more. */
  readonly maxOpen: number;
  /** How long ago a period may begin, in milliseconds. */
  readonly reachMs: number;
}

/**
 * Records the resend of a period together with its entry for the audit log; a pass carries it out. A repeat with the same `requestId` records nothing, and gets what
 * became of the first request.
 *
 * @throws CheckoutError `unavailable`
 */
export async function requestResend(deps: RequestResendDeps, request: ResendRequest): Promise<RequestedResend> {
  const { requestId, from, to, actor, reason } = request;
  const known = await deps.resends.find(requestId);
  if (known !== null) return repeatOf(known, request);
  const now = deps.now();
  const earliest = new Date(now.getTime() - deps.reachMs);
  if (from < earliest) return { result: 'tooLongAgo', earliest };
  const open = await deps.resends.countOpen(deps.maxOpen);
  if (open >= deps.maxOpen) return { result: 'tooManyResends', open };
  const period = { from, to: to === null || to > now ? now : to };
  const resend = { requestId, ...period, requestedAt: now, orders: 0, messages: 0, endedAt: null };
  const deed = {
    action: 'resend',
    details: { request_id: requestId },
    ...(reason !== undefined && { reason }),
  } as const;
  const audit = { id: deps.newId(), ...auditEntry(actor, deed, now) };
  if (await deps.resends.create(resend, audit)) return { result: 'recorded', resend };
  const winner = await deps.resends.find(requestId);
  return winner === null ? { result: 'conflict' } : repeatOf(winner, request);
}

function repeatOf(known: ResendProgress, { from, to }: ResendRequest): RequestedResend {
  if (known.replay !== undefined) return { result: 'conflict' };
  const end = to === null || to > known.requestedAt ? known.requestedAt : to;
  return isSame(known, { from, to: end }) ? { result: 'recorded', resend: known } : { result: 'conflict' };
}

const isSame = (a: Period, b: Period) => Number(a.from) === Number(b.from) && Number(a.to) === Number(b.to);
