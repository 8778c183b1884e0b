import type { Connection } from 'mongoose';
import type { Sandbox } from '../../sandbox/iamport/create-sandbox';
import type { Payment } from '../../sandbox/iamport/payments/payment';
import type { Config } from '../../src/config/load-config';
import type { Passes } from '../../src/composition/create-passes';
import type { CancelRequest } from '../../src/domain/cancel/request-cancel';
import type { Source } from '../../src/domain/payment';
import type { OrderRequest } from '../../src/services/register-order';
import type { PaymentReport } from '../../src/services/verify-payment';
import type { OrderDocument } from '../../src/store/order.model';
import type { Services } from '../../src/composition/wire-services';
import type { Interruption, Life } from '../support/create-life';
import type { CarriedLog } from './carried-log';

/** What does not change from run to run. */
export interface StageDeps {
  readonly sandbox: Sandbox;
  readonly connection: Connection;
  readonly config: Config;
  /** The clock of both sides; set back at the begin of a run. */
  readonly clock: { ms: number };
  /** Reads orders as they are stored, beside all that is watched. */
  readonly readOrders: (ids: readonly string[]) => Promise<OrderDocument[]>;
  /** Collects what has been there: the names of the steps that were taken, of states, outcomes and evidence. */
  readonly seen: Set<string>;
  /** Differs in each run, so that runs share one database and do not meet. */
  readonly runId: string;
}

/** A process of the service. */
export interface Instance {
  readonly life: Life;
  readonly services: Services;
  readonly passes: Passes;
  /** Resolves when no delivery at once is under way. */
  readonly settled: () => Promise<void>;
}

/** What a report carries, wherever it comes from. */
export interface ReportOptions {
  readonly source: Source;
  readonly impUid: string;
  readonly merchantUid: string;
  readonly claimsCancel?: boolean;
  readonly claim?: NonNullable<PaymentReport['claim']>;
  readonly instance: number;
  readonly interruption?: Interruption | undefined;
}

/** i'mport, the shop, and two instances of the service on one database; nothing moves but by a command. */
export interface Stage extends StageDeps {
  readonly carried: CarriedLog;
  /** What the shop has asked for, by `merchantUid`. */
  readonly requests: Map<string, OrderRequest & { readonly merchantUid: string }>;
  /** What the shop has asked to be cancelled, in any order; the same request may be sent again. */
  readonly cancels: CancelRequest[];
  /** How many calls were turned away unread, and may be sent again. */
  turnedAway: number;
  /** Whether i'mport may have agreed to a refund that is still under way. */
  mayRefundLater: boolean;
  /** Webhooks that i'mport has sent, in its own words; those up to `arrived` have come here once. */
  readonly webhooks: { readonly impUid: string; readonly merchantUid: string; readonly status: string }[];
  arrived: number;
  /** A process by its number, dead or alive. */
  process: (index: number) => Instance;
  /** Where a request of that number arrives: the other process takes over while one is dead. */
  instance: (index: number) => Instance;
  restart: (index: number) => void;
  payments: () => Payment[];
  /** Sends one report. A fault, or the death of the process, is no failure: the next report comes. */
  report: (options: ReportOptions) => Promise<void>;
  /** Runs work of an instance, as `report` does. */
  attempt: (
    index: number,
    work: (instance: Instance) => Promise<unknown>,
    interruption?: Interruption,
  ) => Promise<unknown>;
  /** @throws Error that names each invariant which does not hold */
  check: () => Promise<void>;
  /** Ends all faults, reports everything once more, and compares every order with i'mport's truth. @throws Error */
  settle: () => Promise<void>;
}
