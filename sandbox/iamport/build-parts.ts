import { randomBytes } from 'node:crypto';
import { type CallLog, createCallLog } from './call-log';
import { createChannels } from './channels';
import { createCheckouts } from './checkout/checkouts';
import { createFaultBoard, type FaultBoard } from './faults/fault-board';
import type { SufferDeps } from './faults/suffer-faults';
import type { PaymentDeps } from './payments/payment-deps';
import { createPaymentStore } from './payments/payment-store';
import { createPayments } from './payments/payments';
import { createPreparedAmounts } from './prepared-amounts';
import type { SandboxDoors } from './sandbox';
import type { SandboxOptions } from './sandbox-options';
import { createSettings, pickSettings } from './settings';
import { sleep } from './sleep';
import { createTokens } from './tokens';
import { createWebhookSender } from './webhooks/webhook-sender';
import { createWebhooks } from './webhooks/webhooks';

/** What the HTTP faces of a sandbox are made of. */
export interface SandboxParts {
  doors: SandboxDoors;
  payments: PaymentDeps;
  faults: FaultBoard;
  calls: CallLog;
  waits: SufferDeps;
}

/** Builds everything that is not HTTP. Waiting ends when the signal aborts. */
export function buildParts(options: SandboxOptions, signal: AbortSignal): SandboxParts {
  const settings = createSettings(pickSettings(options));
  const now = options.now ?? (() => new Date());
  const world = { now, randomHex: options.randomHex ?? cryptoHex, settings: settings.current };
  const waits = { sleep: options.sleep ?? sleep, signal };
  const store = createPaymentStore(world);
  const sender = createWebhookSender({ ...world, ...waits, log: options.log ?? (() => undefined) });
  const payments = { ...world, store, sender };
  const faults = createFaultBoard();
  const calls = createCallLog(world);
  const front = {
    impKey: options.impKey ?? '0000000000000000',
    impSecret: options.impSecret ?? 'sandbox-secret',
    inicisApiKey: options.inicisApiKey ?? 'sandbox-inicis-key',
    merchantCode: options.merchantCode ?? 'imp00000000',
    channels: createChannels(options.channels),
    prepared: createPreparedAmounts(),
  };
  const doors = {
    ...front,
    faults,
    calls,
    settings,
    payments: createPayments(payments),
    checkouts: createCheckouts({ ...payments, ...front, ...waits }),
    tokens: createTokens(world),
    webhooks: createWebhooks(payments),
  };
  const reset = () => {
    for (const part of [store, doors.checkouts, doors.prepared, faults, doors.webhooks]) part.clear();
    for (const part of [calls, settings]) part.reset();
    doors.tokens.revoke();
  };
  return { doors: { ...doors, reset }, payments, faults, calls, waits };
}

function cryptoHex(characters: number): string {
  return randomBytes(Math.ceil(characters / 2))
    .toString('hex')
    .slice(0, characters);
}
