/** The content types that the console offers (§7.2). */
export type WebhookFormat = 'json' | 'form';

/** A webhook's body (§7.2): no amount, no signature, no time. Anything else in it comes from a test. */
export interface WebhookBody {
  imp_uid: string;
  merchant_uid: string;
  status: string;
  cancellation_id?: string | null;
  [field: string]: unknown;
}

/** What the console's test button sends (§7.7). The API answers 404 for it. */
export const CONSOLE_TEST_PAYLOAD: WebhookBody = {
  imp_uid: 'imp_1234567890',
  merchant_uid: 'merchant_1234567890',
  status: 'ready',
};

/** The body as text with its content type; a form spells nested values as PHP does (§1.1). */
export function encodeWebhook(body: WebhookBody, format: WebhookFormat): { contentType: string; text: string } {
  if (format === 'json') return { contentType: 'application/json', text: JSON.stringify(body) };
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(body)) appendField(form, name, value);
  return { contentType: 'application/x-www-form-urlencoded', text: form.toString() };
}

function appendField(form: URLSearchParams, name: string, value: unknown): void {
  if (value === undefined) return;
  if (value === null) return form.append(name, '');
  if (typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) appendField(form, `${name}[${key}]`, inner);
    return;
  }
  form.append(name, `${value as string}`);
}
