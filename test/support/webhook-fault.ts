import { isDeepStrictEqual } from 'node:util';
import { WEBHOOKS } from '../../src/http/contract/webhooks';

/** What is wrong with a request to the shop's server by the contract, fields that it does not name included; null if nothing is. */
export function webhookFault(body: string): string | null {
  const sent = JSON.parse(body) as { type?: string };
  const name = sent.type ?? 'confirm';
  const contract = WEBHOOKS.find((webhook) => webhook.name === name);
  if (contract === undefined) return `no such webhook: ${body}`;
  const parsed = contract.body.safeParse(sent);
  if (!parsed.success)
    return `${name} ${parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join(', ')}`;
  return isDeepStrictEqual(parsed.data, sent) ? null : `${name} has fields that its contract does not name: ${body}`;
}
