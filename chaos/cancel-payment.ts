import type { FaultRequest } from '../sandbox/iamport/faults/fault';
import type { Arena } from './arena';
import { sendUntilAnswered, type Answer, type Request } from './send';

/** What the shop wants back; its `request_id` is its reason, too, so that i'mport's history tells whose a cancel is. */
export interface CancelWish {
  readonly merchantUid: string;
  /** The payment whose cancel may meet with an accident. */
  readonly impUid: string;
  readonly requestId: string;
  /** All that is left, or the whole order, unless given. */
  readonly amount?: number;
}

const ROUTE = 'POST /payments/cancel';
const FAULTY = 0.3;
const REPEATED = 0.5;
/** What may befall the one call to i'mport: carried out with its answer lost, not carried out, or refused. */
const FAULTS: readonly FaultRequest[] = [
  { kind: 'connection-reset', when: 'after' },
  { kind: 'connection-reset', when: 'after' },
  { kind: 'status', status: 500, when: 'after' },
  { kind: 'latency', delayMs: 1_500, when: 'after' },
  { kind: 'no-answer', when: 'after' },
  { kind: 'connection-reset' },
  { kind: 'pg-refusal', message: '취소 불가' },
];
const REFUND = { holder: '홍길동', bank: '004', account: '1234567890' };

/**
 * The shop cancels, and sends its request again until it is answered for good, and half of the time once more: whatever
 * gets lost, a `request_id` gives money back once.
 */
export async function cancelPayment(arena: Arena, wish: CancelWish): Promise<void> {
  const { random, sandbox, cancelAnswers, ordersKey } = arena;
  const { merchantUid, impUid, requestId: request_id, amount } = wish;
  const body = {
    request_id,
    reason: request_id,
    refund: REFUND,
    ...(amount === undefined ? { all: true } : { amount }),
  };
  const headers = { authorization: `Bearer ${ordersKey}` };
  const request: Request = { method: 'POST', path: `/orders/${merchantUid}/cancel`, body, headers };
  const answers: Answer[] = [];
  cancelAnswers.set(request_id, { merchantUid, answers });
  if (random.chance(FAULTY)) sandbox.faults.set({ ...random.pick(FAULTS), route: ROUTE, impUid, times: 1 });
  answers.push(await sendUntilAnswered(arena, request));
  if (random.chance(REPEATED)) answers.push(await sendUntilAnswered(arena, request));
}
