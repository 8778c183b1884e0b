import fc from 'fast-check';
import { planReport } from '../../src/domain/plan-report';
import { isItsTurn, replaceCancel, type Cancel, type RequestedCancel } from '../../src/domain/cancel/cancel';
import { changeCancels, closeOrder } from '../../src/domain/change-cancels';
import { judgePayment, type JudgePolicy } from '../../src/domain/judge-payment';
import type { Order } from '../../src/domain/order';
import { noChange } from '../../src/domain/order-change';
import { planCancel } from '../../src/domain/cancel/request-cancel';
import {
  agreeToCancel,
  postponeCancel,
  planSending,
  refuseCancel,
  takeBackCancel,
} from '../../src/domain/cancel/send-cancel';
import { withChange } from '../support/build-order';
import { buildCancelRequest } from '../support/build-cancel-request';
import type { SimulatedIamport } from './simulated-iamport';

/** Cancels by the shop and in i'mport's console, and the progress of this service's cancels. */
export const anyCancelEvent = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('ask' as const),
      requestId: fc.integer({ min: 1, max: 6 }),
      life: fc.option(fc.nat(), { nil: null }),
      amount: fc.option(fc.constantFrom(100, 1_000, 30_000), { nil: null, freq: 2 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('carryOut' as const),
      lot: fc.nat(),
      answer: fc.constantFrom('agreed', 'agreedLater', 'refused', 'notSent', 'lost', 'lostAndDone'),
      isHistoryLate: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('land' as const), isHistoryLate: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('console' as const),
      life: fc.nat(),
      amount: fc.constantFrom(100, 1_000),
    }),
  },
);
export type CancelEvent = typeof anyCancelEvent extends fc.Arbitrary<infer T> ? T : never;

/** The state of a story. */
export interface StoryState {
  readonly iamport: SimulatedIamport;
  readonly policy: JudgePolicy;
  readonly now: Date;
  /** The cancels that the PG has not carried out yet. */
  readonly pending: Cancel[];
}

/** The shop requests a cancel: it is recorded, closes the order, or is refused. */
export function ask(order: Order, event: Extract<CancelEvent, { kind: 'ask' }>, { iamport, now }: StoryState): Order {
  const named = event.life === null ? null : iamport.lives[event.life % iamport.lives.length];
  const request = buildCancelRequest({
    merchantUid: order.merchantUid,
    requestId: `req-${event.requestId}`,
    impUid: named?.impUid ?? null,
    amount: event.amount,
    refund: { holder: '한바다', bank: '004', account: '12345678901' },
    fingerprint: `${event.life} ${event.amount}`,
  });
  const plan = planCancel(order, request, now);
  if (plan.plan === 'record') {
    return withChange(order, { ...noChange(order), cancels: [...order.cancels, plan.cancel] });
  }
  if (plan.plan !== 'close') return order;
  return close(order, { id: request.requestId, fingerprint: request.fingerprint }, now);
}

/** The shop closes its order, if its state allows that. */
export function close(order: Order, closing: { id: string; fingerprint: string }, closedAt: Date): Order {
  const change = closeOrder(order, closing, closedAt);
  return change === null ? order : { ...withChange(order, change), closedAt, closing };
}

/** One of the cancels that are next in queue. */
export function nextCancel({ cancels }: Order, lot: number): Cancel | undefined {
  const waiting = cancels.filter((each) => each.state === 'requested' && isItsTurn(cancels, each));
  return waiting[lot % Math.max(1, waiting.length)];
}

/** Carries out a recorded cancel after its payment was read: it is dropped, refused, or sent with this answer. */
export function carryOut(
  order: Order,
  cancel: RequestedCancel,
  { answer, isHistoryLate }: Extract<CancelEvent, { kind: 'carryOut' }>,
  storyState: StoryState,
): Order {
  const { iamport, policy, now, pending } = storyState;
  const become = (as: Order, next: Cancel): Order =>
    withChange(as, changeCancels(as, replaceCancel(as.cancels, next), next, now));
  const sent = planSending(order, cancel, policy, now);
  if (sent.state === 'requested') {
    if (answer === 'agreed') iamport.revoke(cancel.impUid, now);
    return become(
      order,
      answer === 'refused' ? refuseCancel(cancel, 'no', now) : postponeCancel(cancel, cancel, now, 0),
    );
  }
  if (sent.state !== 'sent') return become(order, sent);
  if (answer === 'refused') return become(order, refuseCancel(sent, 'no', now));
  if (answer === 'notSent') return become(order, takeBackCancel(sent, sent, cancel.tries, now, 0));
  const inDoubt = become(order, sent);
  if (answer === 'lost') return inDoubt;
  if (answer === 'lostAndDone') {
    pending.push(sent);
    return inDoubt;
  }
  const agreed = { ...inDoubt, cancels: replaceCancel(inDoubt.cancels, agreeToCancel(sent, now)) };
  if (answer === 'agreedLater') {
    pending.push(sent);
    return agreed;
  }
  iamport.refund(sent, now, { isOurs: true, isHistoryLate });
  const reported = iamport.read(cancel.impUid, now);
  const verdict = judgePayment(agreed, reported, policy);
  return withChange(
    agreed,
    planReport(agreed, reported, verdict, { source: 'cancel', at: now, moneyPolicy: policy.moneyPolicy }).change,
  );
}
