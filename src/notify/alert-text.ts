import type { AlertMessage } from '../domain/outbox';

/** Up to so many alerts have a line each; more are told by their number. */
const MAX_LINES = 5;

/**
 * The text of several alerts: keys of orders and reasons, no personal data.
 *
 * @param publicUrl the service's address for links to the desk; null for none
 * @param hasMore whether more alerts wait
 */
export function alertText(alerts: readonly AlertMessage[], publicUrl: string | null, hasMore: boolean): string {
  if (alerts.length <= MAX_LINES && !hasMore) return alerts.map((alert) => lineOf(alert, publicUrl)).join('\n');
  const count = `${alerts.length}${hasMore ? ' or more' : ''}`;
  const text = `[checkout] ${count} things need attention: ${countsOf(alerts)}`;
  return withLink(text, publicUrl && `${publicUrl}/desk`);
}

function lineOf(alert: AlertMessage, publicUrl: string | null): string {
  const { merchantUid } = alert;
  return withLink(
    `[checkout] ${nameOf(alert)}: order ${merchantUid}`,
    publicUrl && `${publicUrl}/desk/orders/${encodeURIComponent(merchantUid)}`,
  );
}

function nameOf({ reason, deadCarrier }: AlertMessage): string {
  return deadCarrier === undefined ? reason : `dead letter (${deadCarrier})`;
}

/** `late 20, duplicate 3`, the most first. */
function countsOf(alerts: readonly AlertMessage[]): string {
  const counts = new Map<string, number>();
  for (const alert of alerts) counts.set(nameOf(alert), (counts.get(nameOf(alert)) ?? 0) + 1);
  const mostFirst = [...counts].toSorted(([, a], [, b]) => b - a);
  return mostFirst.map(([name, count]) => `${name} ${count}`).join(', ');
}

function withLink(text: string, url: string | null): string {
  return url === null ? text : `${text} ${url}`;
}
