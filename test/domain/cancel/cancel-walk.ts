import fc from 'fast-check';
import { isItsTurn, isUnderWay, replaceCancel, type Cancel } from '../../../src/domain/cancel/cancel';
import { followUpCancel, giveUpUnreadable } from '../../../src/domain/cancel/follow-up-cancel';
import { planCancel } from '../../../src/domain/cancel/request-cancel';
import {
  agreeToCancel,
  postponeCancel,
  planSending,
  refuseCancel,
  refuseWithoutKey,
  takeBackCancel,
} from '../../../src/domain/cancel/send-cancel';
import { changeCancels } from '../../../src/domain/change-cancels';
import type { MoneyPolicy } from '../../../src/domain/money-policy';
import type { Amount } from '../../../src/domain/money';
import type { Order } from '../../../src/domain/order';
import { noChange } from '../../../src/domain/order-change';
import { withChange } from '../../support/build-order';
import { buildCancelRequest } from '../../support/build-cancel-request';
import {
  ACCOUNT,
  createWalkState,
  DUPLICATE,
  refund,
  GUARDS,
  report,
  SETTLING,
  truthOf,
  type WalkState,
  type Watcher,
} from './cancel-walk-state';

const MINUTE_MS = 60_000;
const lot = fc.nat({ max: 5 });
const impUid = fc.constantFrom(SETTLING, DUPLICATE, ACCOUNT);
const event = <Kind extends string, Rest extends object>(weight: number, kind: Kind, rest: fc.Arbitrary<Rest>) => ({
  weight,
  arbitrary: rest.map((fields) => ({ kind, ...fields })),
});
const anyEvent = fc.oneof(
  event(3, 'ask', fc.record({ impUid, amount: fc.constantFrom(500, 1_000, null) })),
  event(6, 'turn', fc.record({ lot, duplicates: fc.constantFrom<MoneyPolicy['duplicatePayment']>('hold', 'cancel') })),
  event(5, 'answer', fc.record({ lot, word: fc.constantFrom('agreed', 'refused', 'notSent') })),
  event(4, 'carryOut', fc.record({ lot })),
  event(3, 'elsewhere', fc.record({ impUid, amount: fc.constantFrom(500, 1_000), inOurWords: fc.boolean() })),
  event(8, 'report', fc.record({ impUid, history: fc.constantFrom('whole', 'behind', 'none') })),
  event(1, 'amend', fc.record({ amount: fc.constantFrom(9_000, 10_000) })),
  event(3, 'account', fc.record({ becomes: fc.constantFrom('failed', 'paid') })),
  event(5, 'revoke', fc.record({ lot, word: fc.constantFrom('refused', 'keyMissing') })),
  event(4, 'postpone', fc.record({ lot, times: fc.constantFrom(1, 20) })),
  event(4, 'followUp', fc.record({ lot })),
  event(3, 'unreadable', fc.record({ lot })),
  event(5, 'wait', fc.record({ minutes: fc.constantFrom(1, 11, 61, 15 * 24 * 60, 31 * 24 * 60) })),
);
type WalkEvent = typeof anyEvent extends fc.Arbitrary<infer T> ? T : never;

/** Events of the cancels of an order, in any sequence. */
export const anyWalk = fc.record({
  isPaid: fc.boolean(),
  events: fc.array(anyEvent, { maxLength: 60, size: 'max' }),
});
export type Walk = typeof anyWalk extends fc.Arbitrary<infer T> ? T : never;

/**
 * Runs events on the cancels of an order of 10,000 won. The order is paid, or will be; it has a duplicate payment and
 * an open account of 9,000 won. Only i'mport's answers and reports are simulated: the domain decides what becomes of a
 * cancel.
 */
export function walk({ isPaid, events }: Walk, watch: Watcher): Order {
  const walkState = createWalkState(isPaid, watch);
  for (const each of events) {
    walkState.pass(1_000);
    happen(walkState, each);
  }
  return walkState.order();
}

function happen(walkState: WalkState, event: WalkEvent): void {
  switch (event.kind) {
    case 'wait':
      return walkState.pass(event.minutes * MINUTE_MS);
    case 'ask':
      return ask(walkState, event.impUid, event.amount);
    case 'turn':
      return takeTurn(walkState, event.lot, event.duplicates);
    case 'answer':
      return answer(walkState, event.lot, event.word);
    case 'carryOut': {
      // The PG may carry it out before or after i'mport's answer.
      const cancel = pick(walkState.order().cancels.filter(isOut), event.lot);
      if (cancel !== undefined) refund(walkState, cancel);
      return;
    }
    case 'elsewhere':
      return refund(walkState, {
        impUid: event.impUid,
        amount: event.amount as Amount,
        reason: event.inOurWords ? buildCancelRequest().reason : '관리자 취소',
      });
    case 'report':
      return report(walkState, event.impUid, event.history);
    case 'account': {
      const account = truthOf(walkState, ACCOUNT);
      if (account.status !== 'ready') return;
      walkState.truth.set(ACCOUNT, {
        ...account,
        status: event.becomes,
        statusText: event.becomes,
        paidAt: walkState.now(),
      });
      return;
    }
    case 'amend': {
      const order = walkState.order();
      if (order.state === 'pending') walkState.become({ ...order, amount: event.amount as Amount });
      return;
    }
    case 'revoke':
      return change(walkState, event.lot, (cancel, at) => {
        if (cancel.kind !== 'revoke') return cancel;
        return event.word === 'refused' ? refuseCancel(cancel, 'no', at) : refuseWithoutKey(cancel, at);
      });
    case 'postpone':
      for (let time = 0; time < event.times; time += 1) {
        change(walkState, event.lot, (cancel, at) =>
          cancel.state === 'requested' ? postponeCancel(cancel, cancel, at, 0) : cancel,
        );
      }
      return;
    case 'followUp':
      return change(walkState, event.lot, (cancel, at) => followUpCancel(cancel, walkState.order(), at, 0));
    case 'unreadable':
      return change(walkState, event.lot, giveUpUnreadable);
  }
}

function ask(walkState: WalkState, impUid: string, amount: number | null): void {
  const order = walkState.order();
  const request = buildCancelRequest({ requestId: `req-${order.cancels.length}`, impUid, amount });
  const plan = planCancel(order, request, walkState.now());
  if (plan.plan === 'record') {
    walkState.become(withChange(order, { ...noChange(order), cancels: [...order.cancels, plan.cancel] }));
  }
}

function takeTurn(walkState: WalkState, lot: number, duplicatePayment: MoneyPolicy['duplicatePayment']): void {
  const { cancels } = walkState.order();
  const waiting = cancels.filter((each) => each.state === 'requested').filter((each) => isItsTurn(cancels, each));
  const next = pick(waiting, lot);
  if (next === undefined) return;
  const policy = { mode: 'live', moneyPolicy: { ...GUARDS, duplicatePayment } } as const;
  replace(walkState, planSending(walkState.order(), next, policy, walkState.now()));
  const cancel = walkState.order().cancels.find(({ id }) => id === next.id);
  if (cancel?.state === 'sent') walkState.calls.push({ cancel, tries: next.tries });
}

function answer(walkState: WalkState, lot: number, word: 'agreed' | 'refused' | 'notSent'): void {
  const call = pick(walkState.calls, lot);
  if (call === undefined) return;
  walkState.calls.splice(walkState.calls.indexOf(call), 1);
  const now = walkState.order().cancels.find(({ id }) => id === call.cancel.id);
  if (now === undefined) return;
  if (word === 'agreed') return replace(walkState, agreeToCancel(now, walkState.now()));
  if (word === 'refused') return replace(walkState, refuseCancel(now, 'no', walkState.now()));
  return replace(walkState, takeBackCancel(now, call.cancel, call.tries, walkState.now(), 0));
}

function change(walkState: WalkState, lot: number, step: (cancel: Cancel, at: Date) => Cancel): void {
  const cancel = pick(walkState.order().cancels.filter(isUnderWay), lot);
  if (cancel !== undefined) replace(walkState, step(cancel, walkState.now()));
}

function replace(walkState: WalkState, next: Cancel): void {
  const order = walkState.order();
  walkState.become(withChange(order, changeCancels(order, replaceCancel(order.cancels, next), next, walkState.now())));
}

function isOut({ state }: Cancel): boolean {
  return state === 'sent' || state === 'accepted' || state === 'unclear';
}

function pick<T>(items: readonly T[], lot: number): T | undefined {
  return items[lot % Math.max(1, items.length)];
}
