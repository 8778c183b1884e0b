import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import type { RedactionObstacle } from '../domain/find-redaction-obstacle';
import { newestInParts } from '../services/newest-keys';
import { redactOrder, type Redaction, type RedactOrderDeps } from '../services/redact-order';
import type { OrderKey, OrderKeys } from '../store/order-keys';

export const REDACT_USAGE = `npm run redact -- --merchant-uid X | --customer-id Y [--by NAME]

  --merchant-uid X     remove the buyer's values from one order
  --customer-id Y      remove them from every order of a customer, and the customer's record
  --by NAME            who does it, for the order's log

Exit codes: 0 when the values are removed, 1 when it failed, 2 when the arguments are wrong or there is no such order, and
3 when an order has to wait: the service does it by itself as soon as what it waits for has ended.
`;

/** Which orders, and who does it. Exactly one of both keys is given. */
export interface RedactArguments {
  readonly merchantUid: string | null;
  readonly customerId: string | null;
  readonly by: string | null;
}

const OPTIONS = {
  'merchant-uid': { type: 'string' },
  'customer-id': { type: 'string' },
  by: { type: 'string' },
} as const;

/** @returns null where the arguments are wrong */
export function readRedactArguments(args: readonly string[]): RedactArguments | null {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: false });
    const { 'merchant-uid': merchantUid = null, 'customer-id': customerId = null, by = null } = values;
    return (merchantUid === null) === (customerId === null) ? null : { merchantUid, customerId, by };
  } catch {
    return null;
  }
}

export interface RedactCommandDeps extends RedactOrderDeps {
  readonly keys: Pick<OrderKeys, 'between' | 'sameMoment'>;
  readonly print: (text: string) => void;
}

const PAGE = 100;
const EXIT = { done: 0, notFound: 2, waits: 3 } as const;
const WAITS: Readonly<Record<RedactionObstacle, string>> = {
  openAccount: 'waits: a virtual account is open',
  cancelUnderWay: 'waits: a cancel is under way',
  messageOnItsWay: 'waits: a message is on its way',
};

/**
 * Removes the personal values of one order, or of all orders of a customer, and prints what became of each.
 *
 * @returns the exit code
 * @throws CheckoutError `unavailable`; what is done by then stays done
 */
export async function runRedact(deps: RedactCommandDeps, wanted: RedactArguments): Promise<number> {
  const request = { at: deps.now(), by: wanted.by };
  const results: (readonly [string, Redaction])[] = [];
  for await (const merchantUid of keysOf(deps, wanted)) {
    results.push([merchantUid, await redactOrder(deps, merchantUid, request)]);
  }
  deps.print(tableOf(results));
  if (results.every(([, { result }]) => result === 'orderNotFound')) return EXIT.notFound;
  return results.some(([, { result }]) => result === 'waits') ? EXIT.waits : EXIT.done;
}

async function* keysOf({ keys, now }: RedactCommandDeps, wanted: RedactArguments): AsyncGenerator<string> {
  const { merchantUid, customerId } = wanted;
  if (merchantUid !== null) yield merchantUid;
  if (customerId === null) return;
  const next = newestInParts(keys, [{ customerId }], { from: null, to: null }, now);
  for (let after: OrderKey | null = null; ;) {
    const page: readonly OrderKey[] = await next(after, PAGE);
    for (const key of page) yield key.merchantUid;
    after = page.at(-1) ?? null;
    if (page.length < PAGE) return;
  }
}

function tableOf(results: readonly (readonly [string, Redaction])[]): string {
  if (results.length === 0) return 'This customer has no orders.\n';
  const table = new Table({ head: ['merchant_uid', 'result'], style: { head: [], border: [] } });
  results.forEach(([merchantUid, redaction]) => table.push([merchantUid, textOf(redaction)]));
  return `${table.toString()}\n`;
}

function textOf(redaction: Redaction): string {
  switch (redaction.result) {
    case 'redacted':
      return 'values removed';
    case 'redactedBefore':
      return 'values were removed before';
    case 'orderNotFound':
      return 'there is no such order';
    case 'tooEarly':
      return 'too early';
    case 'waits':
      return WAITS[redaction.for];
  }
}
