import { Impossible } from '../impossible';
import { createLimitedList } from '../limited-list';
import { createGate } from './gate';
import type { RouteName } from '../api/route-names';
import { type Fault, type FaultRequest, faultSchema } from './fault';

/** A fault in force; `left` is the number of calls it still meets, null without limit. */
export interface ActiveFault {
  id: number;
  fault: Fault;
  left: number | null;
}

/** What a fault is matched against. */
export interface FaultTarget {
  route: RouteName;
  impUids: string[];
  merchantUids: string[];
}

/** What one call has met. */
export interface TakenFaults {
  faults: Fault[];
  /** Waits for the next `release` after the faults were taken. */
  hold: () => Promise<void>;
}

/** The faults that the API is to suffer from. */
export interface FaultBoard {
  /** @throws ZodError naming the field @returns the fault's id */
  set: (fault: FaultRequest) => number;
  /** Ends one fault. @throws Impossible `unknown-fault` */
  remove: (id: number) => void;
  /** Ends all faults and lets held calls go on. */
  clear: () => void;
  list: () => ActiveFault[];
  /** Lets the calls go on that a `hold` stopped; the fault itself stays. */
  release: () => void;
  /** How many calls a `hold` stops at this moment. */
  heldCalls: () => number;
  /** Resolves when so many calls are held; lets a race test wait without a timer. */
  untilHeld: (atLeast: number) => Promise<void>;
  /** The faults this call meets, in the order they were set, up to the first that answers in its place. */
  take: (target: FaultTarget) => TakenFaults;
  /** The refusal of the PG that this call meets, if one was set. */
  takePgRefusal: (target: FaultTarget) => string | undefined;
}

/** Text of a `pg-refusal` without `message`. Invented. */
export const INVENTED_PG_REFUSAL = '[sandbox] PG사에서 요청을 거절하였습니다.';

/** Makes a board without faults. */
export function createFaultBoard(): FaultBoard {
  const active = createLimitedList<Fault>();
  const gate = createGate();
  return {
    set: (request) => active.add(faultSchema.parse(request)),
    remove(id) {
      if (!active.remove(id)) throw new Impossible('unknown-fault', `there is no fault ${id}`);
    },
    clear() {
      active.clear();
      gate.open();
    },
    list: () => active.list().map(({ id, item, left }) => ({ id, fault: item, left })),
    release: gate.open,
    heldCalls: gate.waiting,
    untilHeld: gate.untilWaiting,
    take(target) {
      const met = active.matching((fault) => fault.kind !== 'pg-refusal' && meets(fault, target));
      const last = met.findIndex(({ item }) => endsTheCall(item));
      return { faults: met.slice(0, last === -1 ? undefined : last + 1).map(active.use), hold: gate.ticket() };
    },
    takePgRefusal(target) {
      const [entry] = active.matching((fault) => fault.kind === 'pg-refusal' && meets(fault, target));
      return entry && (active.use(entry).message ?? INVENTED_PG_REFUSAL);
    },
  };
}

/** Whether the fault puts something else in place of the answer, instead of only making it wait. */
export function endsTheCall(fault: Fault): boolean {
  return fault.kind !== 'latency' && fault.kind !== 'hold';
}

function meets(fault: Fault, target: FaultTarget): boolean {
  if (fault.route !== undefined && fault.route !== target.route) return false;
  if (fault.impUid !== undefined && !target.impUids.includes(fault.impUid)) return false;
  return fault.merchantUid === undefined || target.merchantUids.includes(fault.merchantUid);
}
