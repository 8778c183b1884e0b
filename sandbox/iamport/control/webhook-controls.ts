import { z } from 'zod';
import { webhookRuleSchema } from '../webhooks/webhook-rule';
import type { Webhooks } from '../webhooks/webhooks';
import { bodyRoute, type ControlRoute, plainRoute } from './control-route';
import { urlSchema } from './payment-schema';

const impUid = z.string().min(1);
const sendSchema = z
  .strictObject({
    imp_uid: impUid,
    merchant_uid: z.string(),
    status: z.string(),
    cancellation_id: z.string(),
    format: z.enum(['json', 'form']),
    url: z.union([urlSchema, z.array(urlSchema)]),
    extra: z.record(z.string(), z.unknown()),
  })
  .exactPartial()
  .required({ imp_uid: true });

/** Webhooks by hand: each answers when the delivery is over. */
export function webhookControls(webhooks: Webhooks): ControlRoute[] {
  return [
    plainRoute('GET /webhooks', 'The webhook log, oldest first', () => webhooks.log()),
    plainRoute('DELETE /webhooks', 'Empty log, rules and what is held', () => webhooks.clear()),
    bodyRoute(
      {
        name: 'POST /webhooks',
        about: 'Send a webhook now: true, stale (`status`), or forged (an unknown imp_uid with `url`)',
        example: { imp_uid: 'imp_700000000001', status: 'paid' },
        body: sendSchema,
      },
      ({ body: { imp_uid, ...options } }) => webhooks.send(imp_uid, options),
    ),
    bodyRoute(
      {
        name: 'POST /webhooks/resend',
        about: "The console's resend, to the address of the payment's first webhook",
        example: { imp_uid: 'imp_700000000001' },
        body: z.strictObject({ imp_uid: impUid }),
      },
      ({ body }) => webhooks.resend(body.imp_uid),
    ),
    bodyRoute(
      {
        name: 'POST /webhooks/test-payload',
        about: "The console's test button",
        example: { mode: 'live' },
        body: z.strictObject({ mode: z.enum(['live', 'test']).optional() }),
      },
      ({ body }) => webhooks.sendTestPayload(body.mode),
    ),
    bodyRoute(
      {
        name: 'POST /webhooks/escrow',
        about: 'An Inicis escrow change',
        example: { imp_uid: 'imp_700000000001', escrow_status: 'delivered' },
        body: z
          .strictObject({ imp_uid: impUid, escrow_status: z.string(), changed_at: z.int(), denied_reason: z.string() })
          .exactPartial()
          .required({ imp_uid: true, escrow_status: true }),
      },
      ({ body: { imp_uid, ...change } }) => webhooks.sendEscrowChanged(imp_uid, change),
    ),
  ];
}

/** Rules that disturb the webhooks which payments cause. */
export function webhookRuleControls(webhooks: Webhooks): ControlRoute[] {
  return [
    plainRoute('GET /webhooks/rules', 'The rules in force', () => webhooks.rules.list()),
    bodyRoute(
      {
        name: 'POST /webhooks/rules',
        about: 'Disturb coming webhooks: drop, delayMs, copies, reorder, status (stale), format; for `times` of them',
        example: { copies: 5, delayMs: 2000, times: 1 },
        body: webhookRuleSchema,
      },
      ({ body }) => ({ id: webhooks.rules.set(body) }),
    ),
    plainRoute('DELETE /webhooks/rules', 'End all rules', () => webhooks.rules.clear()),
    plainRoute('POST /webhooks/release', 'Send what a `reorder` rule keeps back, the last one first', () =>
      webhooks.release(),
    ),
  ];
}
