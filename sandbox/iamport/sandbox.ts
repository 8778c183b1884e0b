import type { CallLog } from './call-log';
import type { Channels } from './channels';
import type { Checkouts } from './checkout/checkouts';
import type { FaultBoard } from './faults/fault-board';
import type { Payments } from './payments/payments';
import type { PreparedAmounts } from './prepared-amounts';
import type { SettingsDesk } from './settings';
import type { Tokens } from './tokens';
import type { Webhooks } from './webhooks/webhooks';

/** The knobs of a sandbox that runs. */
export interface SandboxDoors {
  impKey: string;
  impSecret: string;
  /** `pg_api_key` of KG Inicis (§5.2). */
  inicisApiKey: string;
  merchantCode: string;
  channels: Channels;
  payments: Payments;
  /** Payment windows: `request_pay` and what the buyer does in them. */
  checkouts: Checkouts;
  /** Amounts registered before the window opens (§4). */
  prepared: PreparedAmounts;
  tokens: Tokens;
  faults: Pick<FaultBoard, 'set' | 'remove' | 'clear' | 'list' | 'release' | 'heldCalls' | 'untilHeld'>;
  calls: Pick<CallLog, 'count' | 'list' | 'reached' | 'reset'>;
  webhooks: Webhooks;
  settings: SettingsDesk;
  /** Forgets payments, calls, faults, webhooks and tokens, and puts the settings back to those of the start. */
  reset: () => void;
}

/** A sandbox that listens. */
export interface Sandbox extends SandboxDoors {
  /** `http://host:port`, without a slash at the end. */
  url: string;
  /** Stops listening, breaks open connections, ends timers. */
  close: () => Promise<void>;
}
