import { triesOf, type HandlerMessage, type ShopEventType } from '../domain/outbox';
import type { Claim } from '../store/claim';
import type { HandlerCarrier } from './deliver-notifications';

/** A handler of one event. */
export interface EventHandler {
  readonly run: (message: HandlerMessage, id: string, context: HandlerRun) => Promise<unknown>;
  /** How long one try may take, in milliseconds. */
  readonly timeoutMs: number;
}

/** One try of a handler. */
export interface HandlerRun {
  /** Aborts once nobody waits for the try any more. */
  readonly signal: AbortSignal;
  /** From 1. */
  readonly attempt: number;
}

/** The handlers of one process. */
export interface EventHandlers {
  /** The events that this process takes. */
  readonly events: () => readonly ShopEventType[];
  readonly find: (event: ShopEventType) => EventHandler | undefined;
}

export interface RunHandlerDeps {
  readonly handlers: EventHandlers;
  /** Prolongs the lease of a claim. @returns false where another process has claimed the order. Throws where the database fails */
  readonly renew: (claim: Claim, leaseUntil: Date) => Promise<boolean>;
  readonly now: () => Date;
  readonly leaseMs: number;
  /** How often the lease is renewed, in milliseconds: several times in a lease. */
  readonly renewMs: number;
  /** Aborts when nobody waits for handlers any more. */
  readonly stopped: AbortSignal;
}

/**
 * Creates the carrier that runs the handlers of this process. The lease of the order is renewed by a timer for as long as the handler
 * runs; a handler is not called once its lease has ended. The try ends, and its signal aborts, when its time is over, when the lease is lost, and when the checkout stops.
 *
 * @returns a function that rejects where the try failed
 */
export function createRunHandler(deps: RunHandlerDeps): HandlerCarrier {
  return async (message, id, claim) => {
    const handler = deps.handlers.find(message.event);
    if (handler === undefined) throw new Error(`this process has no handler for ${message.event}`);
    deps.stopped.throwIfAborted();
    // A claim that waited for its turn, or a process that stood still: another process may run the handler by now.
    if (claim.leaseEndsAt !== undefined && claim.leaseEndsAt <= deps.now()) throw leaseLost();
    const over = new AbortController();
    const { signal } = over;
    const ended = new Promise<never>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error));
    });
    const onStop = () => over.abort(deps.stopped.reason);
    deps.stopped.addEventListener('abort', onStop);
    const { timeoutMs } = handler;
    const limit = setTimeout(() => over.abort(new Error(`the handler took longer than ${timeoutMs} ms`)), timeoutMs);
    const letGo = holdLease(deps, claim, () => over.abort(leaseLost()));
    // Also what the handler throws at once is a failed try.
    const run = async () => handler.run(message, id, { signal, attempt: triesOf(claim.entry) });
    try {
      await Promise.race([run(), ended]);
    } finally {
      letGo();
      clearTimeout(limit);
      deps.stopped.removeEventListener('abort', onStop);
    }
  };
}

const leaseLost = () => new Error('the lease of the event was lost');

/** A renewal that failed is tried again this many times as often. */
const HURRY = 10;

/** Renews a lease until it is told to let go. @param onLost called once, at the latest when the lease ends, whatever the database does */
function holdLease({ renew, now, leaseMs, renewMs }: RunHandlerDeps, claim: Claim, onLost: () => void): () => void {
  let endsAt = claim.leaseEndsAt?.getTime() ?? now().getTime() + leaseMs;
  let isOver = false;
  let timer: NodeJS.Timeout;
  let end: NodeJS.Timeout;
  const letGo = () => {
    isOver = true;
    clearTimeout(timer);
    clearTimeout(end);
  };
  const lose = () => {
    letGo();
    onLost();
  };
  const holdUntil = (until: number) => {
    endsAt = until;
    clearTimeout(end);
    end = setTimeout(lose, Math.max(0, until - now().getTime()));
  };
  async function renewOnce(): Promise<void> {
    const until = now().getTime() + leaseMs;
    try {
      const isHeld = await renew(claim, new Date(until));
      if (isOver) return;
      if (!isHeld) return lose();
      holdUntil(until);
      next(renewMs);
    } catch {
      // The database fails: the lease holds until its end.
      if (isOver) return;
      if (now().getTime() >= endsAt) return lose();
      next(renewMs / HURRY);
    }
  }
  const next = (ms: number) => void (timer = setTimeout(() => void renewOnce(), ms));
  holdUntil(endsAt);
  // Less than a whole lease is left where the claim waited for its turn.
  next(Math.max(0, Math.min(renewMs, endsAt - now().getTime() - leaseMs + renewMs)));
  return letGo;
}
