import { z } from 'zod';
import type { ShopEventData, ShopEventType } from '../../domain/outbox';
import { amount, currency, time } from './answer-fields';
import { attentionReason, orderState } from './order-answer';

/** A request that this service sends to the shop's server, signed by the Standard Webhooks specification. */
export interface WebhookContract {
  /** The name in the document: the type of the event, or what is asked. */
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  /** Not closed, since a later version may add fields. */
  readonly body: z.ZodType;
  /** What the shop's server may answer, by HTTP status. */
  readonly answers: Readonly<Record<string, { readonly description: string; readonly json?: z.ZodType }>>;
}

const eventData = z
  .object({
    merchant_uid: z.string(),
    imp_uid: z.string().nullable().describe('the payment that caused the event; null if none did'),
    status: orderState,
    amount,
    cancel_amount: amount.nullable(),
    currency,
    at: time.describe('the time of the transition'),
    reason: attentionReason.exactOptional().describe('only with `payment.attention`'),
    request_id: z.string().exactOptional().describe('of the shop’s cancel that ended'),
  })
  .meta({ id: 'EventData' }) satisfies z.ZodType<ShopEventData>;

const EVENTS: Readonly<Record<ShopEventType, string>> = {
  'order.virtual_account_issued': 'An account is issued, or its terms changed',
  'order.virtual_account_revoked': 'No account is open any more; the order is pending again',
  'order.paid': 'A payment has settled the order: deliver now',
  'order.partially_cancelled': 'A part was given back',
  'order.cancelled': 'All was given back',
  'order.expired': 'The deadline passed without a payment',
  'order.closed': 'The shop closed the order',
  'payment.cancelled': 'A payment that did not settle the order was given back',
  'payment.cancel_refused': 'The gateway refused a cancel',
  'payment.attention': 'A person must look at the order; `reason` says why',
};

const EVENT: Pick<WebhookContract, 'description' | 'answers'> = {
  description:
    'Sent to `SHOP_WEBHOOK_URL`, at least once. A repeat has the same `webhook-id`. It is sent again until the answer is 2xx.',
  answers: {
    '2XX': { description: 'Delivered' },
    default: { description: 'Sent again later; `Retry-After` of a 429 or 503 is respected' },
  },
};

/** The body of one event. */
function eventBody(type: ShopEventType): z.ZodType {
  return z.object({ type: z.literal(type), timestamp: time, data: eventData });
}

const CONFIRM_QUESTION: WebhookContract = {
  name: 'confirm',
  summary: 'May this payment be approved?',
  description: 'Sent to `CONFIRM_HOOK_URL` just before a payment is approved, once. The answer must come within 2.5 s.',
  body: z.object({
    imp_uid: z.string(),
    merchant_uid: z.string(),
    name: z.string(),
    amount,
    currency,
  }),
  answers: {
    '2XX': { description: 'Approve' },
    '4XX': {
      description: 'Refuse; the buyer reads `reason`',
      json: z.looseObject({ reason: z.string().optional() }),
    },
    default: { description: 'A fault: `CONFIRM_HOOK_FAILURE` decides' },
  },
};

/** Every request that the shop's server may get. */
export const WEBHOOKS: readonly WebhookContract[] = [
  ...(Object.entries(EVENTS) as [ShopEventType, string][]).map(([type, summary]) => ({
    name: type,
    summary,
    ...EVENT,
    body: eventBody(type),
  })),
  CONFIRM_QUESTION,
];
