import type { Actor } from '../domain/access-key';
import type { RequestResend } from '../services/request-resend';
import type { ResendMessage, ResendOrder } from '../services/resend-messages';
import type { ResendTarget } from './outbox-arguments';

export interface ResendCommandDeps {
  readonly resendMessage: ResendMessage;
  readonly resendOrder: ResendOrder;
  readonly requestResend: RequestResend;
  readonly actor: Actor;
  /** Makes the `request_id` of a period where none is given. */
  readonly newId: () => string;
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
}

const MESSAGE = {
  resending: 'will be sent again',
  messageNotFound: 'no order has a message of this id',
  messageGone: 'the order does not keep this message any more, or never had it',
  messageWaiting: 'is not delivered yet, and goes out by itself',
  messageDead: 'is a dead letter: replay it',
  notForShop: 'is no event for the shop’s server: only those are sent again',
} as const;

/**
 * Sends events again that the shop's server has accepted. A resend of a period is recorded; the running service carries it out.
 *
 * @returns the exit code: 1 where nothing is sent again
 * @throws CheckoutError `unavailable`
 */
export async function runResendCommand(
  deps: ResendCommandDeps,
  target: ResendTarget,
  reason: string | undefined,
): Promise<number> {
  const { isDone, text } = await resend(deps, target, reason);
  (isDone ? deps.print : deps.printError)(text);
  return isDone ? 0 : 1;
}

interface Told {
  readonly isDone: boolean;
  readonly text: string;
}

async function resend(deps: ResendCommandDeps, target: ResendTarget, reason: string | undefined): Promise<Told> {
  const by = { actor: deps.actor, reason };
  switch (target.by) {
    case 'message': {
      const { result } = await deps.resendMessage(target.id, by);
      return { isDone: result === 'resending', text: `${target.id}: ${MESSAGE[result]}` };
    }
    case 'order': {
      const { merchantUid, period } = target;
      const resent = await deps.resendOrder(merchantUid, period, by);
      if (resent.result === 'orderNotFound') return { isDone: false, text: `${merchantUid}: no such order` };
      const { result, messages } = resent;
      const text =
        result === 'resending' ? `${counted(messages)} will be sent again` : 'has no delivered event of that time';
      return { isDone: result === 'resending', text: `${merchantUid}: ${text}` };
    }
    case 'period':
      return resendPeriod(deps, target, by);
  }
}

async function resendPeriod(
  { requestResend, newId }: ResendCommandDeps,
  { requestId: given, from, to }: Extract<ResendTarget, { by: 'period' }>,
  by: { readonly actor: Actor; readonly reason: string | undefined },
): Promise<Told> {
  const requestId = given ?? newId();
  const requested = await requestResend({ requestId, from, to, ...by });
  const told = (isDone: boolean, text: string) => ({ isDone, text: `${requestId}: ${text}` });
  switch (requested.result) {
    case 'recorded': {
      const { endedAt, orders, messages } = requested.resend;
      const sent = `${counted(messages)} of ${orders} orders`;
      return told(true, endedAt ? `has ended: ${sent} were sent again` : `recorded; so far ${sent} are sent again`);
    }
    case 'conflict':
      return told(false, 'this --request-id was used for another period');
    case 'tooManyResends':
      return told(false, `${requested.open} resends of periods have not ended; wait for one of them`);
    case 'tooLongAgo':
      return told(
        false,
        `--from must be ${requested.earliest.toISOString()} or later; send older events again by order`,
      );
  }
}

const counted = (messages: number) => `${messages} event${messages === 1 ? '' : 's'}`;
