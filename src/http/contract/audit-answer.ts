import { z } from 'zod';
import { AUDIT_ACTIONS, type AuditDetails } from '../../domain/audit';
import { amount, currency, time } from './answer-fields';

const text = z.string();

/** What an action was about. */
export const auditDetails = z.strictObject({
  request_id: text.optional(),
  imp_uid: text.optional(),
  amount: amount.optional(),
  currency: currency.optional(),
  fields: text.optional().describe('the terms that were changed, by commas'),
  notification_id: text.optional(),
  carrier: text.optional().describe('whose dead letters are all sent again'),
  exported: text.optional().describe('what was exported, from when to when'),
  route: text.optional(),
  scope: text.optional().describe('the scope that the key lacks'),
} satisfies Record<keyof AuditDetails, z.ZodType>);

/** Who did what. */
export const auditFieldsOfEntry = {
  action: z.enum(AUDIT_ACTIONS),
  actor: text.describe('the name of the key'),
  operator: text.nullable().describe('the person, as X-Operator named it'),
  reason: text.nullable().describe('as it was given, with numbers and e-mail addresses masked'),
  details: auditDetails,
};

/** An entry of the audit log. */
export const auditAnswer = z
  .strictObject({ id: text, at: time, merchant_uid: text.nullable(), ...auditFieldsOfEntry })
  .meta({ id: 'AuditEntry' });

export type AuditAnswer = z.output<typeof auditAnswer>;
