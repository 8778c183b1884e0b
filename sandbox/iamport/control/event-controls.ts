import { z } from 'zod';
import type { Payments } from '../payments/payments';
import { bodyRoute, type ControlRoute, plainRoute } from './control-route';
import { impUidIn } from './payment-controls';
import { accountSchema } from './payment-schema';

const reasonSchema = z.strictObject({ reason: z.string().min(1).optional() });
const depositSchema = z.strictObject({ amount: z.number().positive().optional() });
const cancelSchema = reasonSchema.extend({ amount: z.number().nonnegative().optional() });

/** What happens to a payment: each with the webhook that i'mport would send, or would not. */
export function eventControls(payments: Payments): ControlRoute[] {
  return [...approvalControls(payments), ...accountControls(payments), ...cancelControls(payments)];
}

function approvalControls(payments: Payments): ControlRoute[] {
  return [
    plainRoute('POST /payments/:imp_uid/approve', 'Approve, also a failed one, late; webhook `paid`', ({ params }) =>
      payments.approve(impUidIn(params)),
    ),
    bodyRoute(
      'POST /payments/:imp_uid/decline',
      'Decline; no webhook',
      reasonSchema,
      ({ params, body }) => payments.decline(impUidIn(params), body.reason),
      { reason: '한도초과' },
    ),
  ];
}

function accountControls(payments: Payments): ControlRoute[] {
  return [
    bodyRoute(
      'POST /payments/:imp_uid/virtual-account',
      'Issue a virtual account; webhook `ready`',
      accountSchema,
      ({ params, body }) => payments.issueVirtualAccount(impUidIn(params), body),
      { vbank_code: '088' },
    ),
    bodyRoute(
      'POST /payments/:imp_uid/deposit',
      'Pay into the virtual account, also late or after revocation; webhook `paid`',
      depositSchema,
      ({ params, body }) => payments.deposit(impUidIn(params), body.amount),
    ),
    plainRoute('POST /payments/:imp_uid/revoke', 'Revoke the virtual account; no webhook', ({ params }) =>
      payments.revoke(impUidIn(params)),
    ),
    plainRoute('POST /payments/:imp_uid/expire', "Let the account's deadline pass; no webhook", ({ params }) =>
      payments.expire(impUidIn(params)),
    ),
  ];
}

function cancelControls(payments: Payments): ControlRoute[] {
  return [
    bodyRoute(
      'POST /payments/:imp_uid/console-cancel',
      'Cancel in the console, whole or in part; webhook `cancelled`',
      cancelSchema,
      ({ params, body }) => payments.consoleCancel(impUidIn(params), body),
      { amount: 4, reason: '부분 반품' },
    ),
    plainRoute(
      'POST /payments/:imp_uid/finish-cancel',
      'Finish refunds that are under way (`cancelMode`); webhook `cancelled`',
      ({ params }) => payments.finishCancel(impUidIn(params)),
    ),
  ];
}
