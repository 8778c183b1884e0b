import fc from 'fast-check';
import { isItsTurn, isUnderWay, replaceCancel, type Cancel } from '../../../src/domain/cancel/cancel';
import { followUpCancel, giveUpUnreadable } from '../../../src/domain/cancel/follow-up-cancel';
import { planCancel } from '../../../src/domain/cancel/request-cancel';
import {
  agreeToCancel,
  postponeCancel,
  prepareCancel,
  refuseCancel,
  refuseWithoutKey,
  takeBackCancel,
} from '../../../src/domain/cancel/send-cancel';
import { changeCancels } from '../../../src/domain/change-cancels';
import type { GuardPolicy } from '../../../src/domain/guard-policy';
import type { Amount } from '../../../src/domain/money';
import type { Order } from '../../../src/domain/order';
import { noChange } from '../../../src/domain/order-change';
import { withChange } from '../../support/build-order';
import { buildCancelRequest } from '../../support/build-cancel-request';
import {
  ACCOUNT,
  createStage,
  DUPLICATE,
  giveBack,
  GUARDS,
  report,
  SETTLING,
  truthOf,
  type Stage,
  type Watcher,
} from './cancel-walk-stage';

const MINUTE_MS = 60_000;
const lot = fc.nat({ max: 5 });
const impUid = fc.constantFrom(SETTLING, DUPLICATE, ACCOUNT);
const event = <Kind extends string, Rest extends object>(weight: number, kind: Kind, rest: fc.Arbitrary<Rest>) => ({
  weight,
  arbitrary: rest.map((fields) => ({ kind, ...fields })),
});
const anyEvent = fc.oneof(
  event(3, 'ask', fc.record({ impUid, amount: fc.constantFrom(500, 1_000, null) })),
  event(6, 'turn', fc.record({ lot, duplicates: fc.constantFrom<GuardPolicy['duplicatePayment']>('hold', 'cancel') })),
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

/** Whatever may happen to the cancels of an order, in any order. */
export const anyWalk = fc.record({
  isPaid: fc.boolean(),
  events: fc.array(anyEvent, { maxLength: 60, size: 'max' }),
});
export type Walk = typeof anyWalk extends fc.Arbitrary<infer T> ? T : never;

/**
 * Lets things happen to the cancels of an order of 10,000 won that is paid, or about to be, then paid again, and has an
 * account over 9,000 won that waits for its deposit. Only i'mport's answers, and what it shows of a payment, are made up; what becomes of a cancel is the
 * domain's own work.
 */
export function walk({ isPaid, events }: Walk, watch: Watcher): Order {
  const stage = createStage(isPaid, watch);
  for (const each of events) {
    stage.pass(1_000);
    happen(stage, each);
  }
  return stage.order();
}

function happen(stage: Stage, event: WalkEvent): void {
  switch (event.kind) {
    case 'wait':
      return stage.pass(event.minutes * MINUTE_MS);
    case 'ask':
      return ask(stage, event.impUid, event.amount);
    case 'turn':
      return takeTurn(stage, event.lot, event.duplicates);
    case 'answer':
      return answer(stage, event.lot, event.word);
    case 'carryOut': {
      // By the PG, whatever i'mport has answered so far.
      const cancel = pick(stage.order().cancels.filter(isOut), event.lot);
      if (cancel !== undefined) giveBack(stage, cancel);
      return;
    }
    case 'elsewhere':
      return giveBack(stage, {
        impUid: event.impUid,
        amount: event.amount as Amount,
        reason: event.inOurWords ? buildCancelRequest().reason : '관리자 취소',
      });
    case 'report':
      return report(stage, event.impUid, event.history);
    case 'account': {
      const account = truthOf(stage, ACCOUNT);
      if (account.status !== 'ready') return;
      stage.truth.set(ACCOUNT, { ...account, status: event.becomes, statusText: event.becomes, paidAt: stage.now() });
      return;
    }
    case 'amend': {
      const order = stage.order();
      if (order.state === 'pending') stage.become({ ...order, amount: event.amount as Amount });
      return;
    }
    case 'revoke':
      return change(stage, event.lot, (cancel, at) => {
        if (cancel.kind !== 'revoke') return cancel;
        return event.word === 'refused' ? refuseCancel(cancel, 'no', at) : refuseWithoutKey(cancel, at);
      });
    case 'postpone':
      for (let time = 0; time < event.times; time += 1) {
        change(stage, event.lot, (cancel, at) =>
          cancel.state === 'requested' ? postponeCancel(cancel, cancel, at, 0) : cancel,
        );
      }
      return;
    case 'followUp':
      return change(stage, event.lot, (cancel, at) => followUpCancel(cancel, stage.order(), at, 0));
    case 'unreadable':
      return change(stage, event.lot, giveUpUnreadable);
  }
}

function ask(stage: Stage, impUid: string, amount: number | null): void {
  const order = stage.order();
  const request = buildCancelRequest({ requestId: `req-${order.cancels.length}`, impUid, amount });
  const plan = planCancel(order, request, stage.now());
  if (plan.plan === 'record') {
    stage.become(withChange(order, { ...noChange(order), cancels: [...order.cancels, plan.cancel] }));
  }
}

function takeTurn(stage: Stage, lot: number, duplicatePayment: GuardPolicy['duplicatePayment']): void {
  const { cancels } = stage.order();
  const waiting = cancels.filter((each) => each.state === 'requested').filter((each) => isItsTurn(cancels, each));
  const next = pick(waiting, lot);
  if (next === undefined) return;
  const policy = { mode: 'live', guards: { ...GUARDS, duplicatePayment } } as const;
  replace(stage, prepareCancel(stage.order(), next, policy, stage.now()));
  const cancel = stage.order().cancels.find(({ id }) => id === next.id);
  if (cancel?.state === 'sent') stage.calls.push({ cancel, tries: next.tries });
}

function answer(stage: Stage, lot: number, word: 'agreed' | 'refused' | 'notSent'): void {
  const call = pick(stage.calls, lot);
  if (call === undefined) return;
  stage.calls.splice(stage.calls.indexOf(call), 1);
  const now = stage.order().cancels.find(({ id }) => id === call.cancel.id);
  if (now === undefined) return;
  if (word === 'agreed') return replace(stage, agreeToCancel(now, stage.now()));
  if (word === 'refused') return replace(stage, refuseCancel(now, 'no', stage.now()));
  return replace(stage, takeBackCancel(now, call.cancel, call.tries, stage.now(), 0));
}

function change(stage: Stage, lot: number, step: (cancel: Cancel, at: Date) => Cancel): void {
  const cancel = pick(stage.order().cancels.filter(isUnderWay), lot);
  if (cancel !== undefined) replace(stage, step(cancel, stage.now()));
}

function replace(stage: Stage, next: Cancel): void {
  const order = stage.order();
  stage.become(withChange(order, changeCancels(order, replaceCancel(order.cancels, next), next, stage.now())));
}

function isOut({ state }: Cancel): boolean {
  return state === 'sent' || state === 'accepted' || state === 'unclear';
}

function pick<T>(items: readonly T[], lot: number): T | undefined {
  return items[lot % Math.max(1, items.length)];
}
