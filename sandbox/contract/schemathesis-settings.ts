import type { KnownOrder } from './fill-shop';

const GOOD_FORM = 'positive_data_acceptance';
const STILL_THERE = 'ensure_resource_availability';

/**
 * Checks that do not fit an operation. Its 400 may depend on more than the form of the request: on the currency of an amount,
 * on the order's state, on a cursor that the service made, on a period, or on a payment that is forged. Its 404 may be about the payment,
 * and not about the order that was registered before.
 */
const WITHOUT: Readonly<Record<string, readonly string[]>> = {
  'POST /orders': [GOOD_FORM],
  'GET /orders': [GOOD_FORM],
  'GET /exports/payments.csv': [GOOD_FORM],
  'GET /exports/cancels.csv': [GOOD_FORM],
  'PATCH /orders/{merchant_uid}': [GOOD_FORM],
  'POST /orders/{merchant_uid}/cancel': [GOOD_FORM, STILL_THERE],
  'POST /orders/{merchant_uid}/accept': [STILL_THERE],
  'POST /orders/{merchant_uid}/resend': [GOOD_FORM],
  'POST /outbox/resends': [GOOD_FORM],
  'POST /payments/complete': [GOOD_FORM],
  'GET /payments/complete': [GOOD_FORM],
};

/** What one run of schemathesis sends. */
export interface RunOptions {
  readonly ordersKey: string | null;
  /** The order that every request names; null for made-up keys and those that earlier answers had. */
  readonly order: KnownOrder | null;
  /** The number of requests to one operation, in each phase. */
  readonly maxExamples: number;
}

/** The settings of schemathesis as a TOML file. */
export function schemathesisSettings({ ordersKey, order, maxExamples }: RunOptions): string {
  const parameters = order && {
    'path.merchant_uid': order.merchantUid,
    'query.merchant_uid': order.merchantUid,
    'query.imp_uid': order.impUid,
  };
  return [
    'continue-on-failure = true',
    '[generation]',
    `max-examples = ${maxExamples}`,
    ...(ordersKey === null ? [] : ['[headers]', `Authorization = "Bearer ${ordersKey}"`]),
    ...(parameters ? ['[parameters]'] : []),
    ...Object.entries(parameters ?? {}).map(([name, value]) => `"${name}" = "${value}"`),
    ...Object.entries(WITHOUT).flatMap(([name, checks]) => [
      '[[operations]]',
      `include-name = "${name}"`,
      ...checks.map((check) => `checks.${check}.enabled = false`),
    ]),
    // i'mport must repeat a webhook about a payment that it does not show yet. `compare` counts that there is no other 503.
    '[[operations]]',
    'include-name = "POST /payments/webhook"',
    'checks.not_a_server_error.expected-statuses = ["2xx", "3xx", "4xx", "503"]',
    '',
  ].join('\n');
}
