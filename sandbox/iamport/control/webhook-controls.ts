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
const resendSchema = z.strictObject({ imp_uid: impUid });
const testPayloadSchema = z.strictObject({ mode: z.enum(['live', 'test']).optional() });
const escrowSchema = z
  .strictObject({ imp_uid: impUid, escrow_status: z.string(), changed_at: z.int(), denied_reason: z.string() })
  .exactPartial()
  .required({ imp_uid: true, escrow_status: true });

/** Webhooks: the log, those sent by hand, and the rules that disturb the others. */
export function webhookControls(webhooks: Webhooks): ControlRoute[] {
  return [
    plainRoute('GET /webhooks', 'The webhook log, oldest first', () => webhooks.log()),
    plainRoute('GET /webhooks/settled', 'Answers once no webhook is under way, for a test that waits', async () => {
      await webhooks.settled();
      return webhooks.log();
    }),
    plainRoute('DELETE /webhooks', 'Empty log, rules and what is held', () => webhooks.clear()),
    ...sendControls(webhooks),
    ...ruleControls(webhooks),
  ];
}

/** Each answers when the delivery is over. */
function sendControls(webhooks: Webhooks): ControlRoute[] {
  return [
    bodyRoute(
      'POST /webhooks',
      'Send a webhook now: true, stale (`status`), or forged (an unknown imp_uid with `url`)',
      sendSchema,
      ({ body: { imp_uid, ...options } }) => webhooks.send(imp_uid, options),
      { imp_uid: 'imp_700000000001', status: 'paid' },
    ),
    bodyRoute(
      'POST /webhooks/resend',
      "The console's resend, to the address of the payment's first webhook",
      resendSchema,
      ({ body }) => webhooks.resend(body.imp_uid),
      { imp_uid: 'imp_700000000001' },
    ),
    bodyRoute(
      'POST /webhooks/test-payload',
      "The console's test button",
      testPayloadSchema,
      ({ body }) => webhooks.sendTestPayload(body.mode),
      { mode: 'live' },
    ),
    bodyRoute(
      'POST /webhooks/escrow',
      'An Inicis escrow change',
      escrowSchema,
      ({ body: { imp_uid, ...change } }) => webhooks.sendEscrowChanged(imp_uid, change),
      { imp_uid: 'imp_700000000001', escrow_status: 'delivered' },
    ),
  ];
}

function ruleControls({ rules, release }: Webhooks): ControlRoute[] {
  return [
    plainRoute('GET /webhooks/rules', 'The rules in force', () => rules.list()),
    bodyRoute(
      'POST /webhooks/rules',
      'Disturb coming webhooks: drop, delayMs, copies, reorder, status (stale), format; for `times` of them',
      webhookRuleSchema,
      ({ body }) => ({ id: rules.set(body) }),
      { copies: 5, delayMs: 2000, times: 1 },
    ),
    plainRoute('DELETE /webhooks/rules', 'End all rules', () => rules.clear()),
    plainRoute('POST /webhooks/release', 'Send what a `reorder` rule keeps back, the last one first', () => release()),
  ];
}
