import { randomBytes } from 'node:crypto';
import { apiRoutes } from './api/api-routes';
import type { PgRefusalFor } from './api/cancel-route';
import { createApi } from './api/create-api';
import { createCallLog } from './call-log';
import { createChannels } from './channels';
import { createControl } from './control/create-control';
import { deskControls } from './control/desk-controls';
import { callControls, faultControls } from './control/fault-controls';
import { paymentControls, paymentEventControls } from './control/payment-controls';
import { webhookControls, webhookRuleControls } from './control/webhook-controls';
import { createApp } from './create-app';
import { createFaultBoard } from './faults/fault-board';
import { listen } from './http/listen';
import { createPaymentStore } from './payments/payment-store';
import { createPayments } from './payments/payments';
import { createPreparedAmounts } from './prepared-amounts';
import type { Sandbox, SandboxDoors } from './sandbox';
import type { SandboxOptions } from './sandbox-options';
import { createSettings, pickSettings } from './settings';
import { sleep } from './sleep';
import { createTokens } from './tokens';
import { createWebhookSender } from './webhooks/webhook-sender';
import { createWebhooks } from './webhooks/webhooks';

export type { Sandbox, SandboxDoors } from './sandbox';
export type { SandboxOptions } from './sandbox-options';

/**
 * Starts a server that behaves like the V1 API of i'mport, with everything in memory.
 * @throws ZodError when a setting is wrong; the error of `listen` when the port is taken
 */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const closing = new AbortController();
  const { doors, app } = buildSandbox(options, closing.signal);
  const { url, close } = await listen(app, options.host ?? '127.0.0.1', options.port ?? 0);
  return {
    ...doors,
    url,
    async close() {
      closing.abort();
      await Promise.all([close(), doors.webhooks.settled()]);
    },
  };
}

function buildSandbox(options: SandboxOptions, signal: AbortSignal) {
  const parts = buildParts(options, signal);
  const { doors, payments, faults, calls, waits } = parts;
  const acceptsToken = doors.tokens.accepts;
  const pgRefusalFor: PgRefusalFor = (route, { payment: { imp_uid, merchant_uid } }) =>
    faults.takePgRefusal({ route, impUids: [imp_uid], merchantUids: [merchant_uid] });
  const routes = apiRoutes({ ...doors, payments, pgRefusalFor });
  const api = createApi({ ...waits, routes, calls, faults, acceptsToken });
  const control = createControl([
    ...paymentControls(doors.payments),
    ...paymentEventControls(doors.payments),
    ...faultControls(faults),
    ...callControls(calls),
    ...webhookControls(doors.webhooks),
    ...webhookRuleControls(doors.webhooks),
    ...deskControls(doors),
  ]);
  return { doors, app: createApp({ api, control, pages: options.pages?.(doors) }) };
}

function buildParts(options: SandboxOptions, signal: AbortSignal) {
  const settings = createSettings(pickSettings(options));
  const now = options.now ?? (() => new Date());
  const world = { now, randomHex: options.randomHex ?? cryptoHex, settings: settings.current };
  const waits = { sleep: options.sleep ?? sleep, signal };
  const sender = createWebhookSender({ ...world, ...waits, log: options.log ?? (() => undefined) });
  const store = createPaymentStore(world);
  const payments = { ...world, store, sender };
  const faults = createFaultBoard();
  const calls = createCallLog(world);
  const prepared = createPreparedAmounts();
  const tokens = createTokens(world);
  const webhooks = createWebhooks(payments);
  const reset = () => {
    for (const part of [store, prepared, faults, webhooks]) part.clear();
    for (const part of [calls, settings]) part.reset();
    tokens.revoke();
  };
  const doors: SandboxDoors = {
    impKey: options.impKey ?? '0000000000000000',
    impSecret: options.impSecret ?? 'sandbox-secret',
    merchantCode: options.merchantCode ?? 'imp00000000',
    channels: createChannels(options.channels),
    payments: createPayments(payments),
    prepared,
    tokens,
    faults,
    calls,
    webhooks,
    settings,
    reset,
  };
  return { doors, payments, faults, calls, waits };
}

function cryptoHex(characters: number): string {
  return randomBytes(Math.ceil(characters / 2))
    .toString('hex')
    .slice(0, characters);
}
