import { SCOPES } from '../../src/domain/access-key';
import type { AuditEntry } from '../../src/domain/audit';
import { useCheckout } from './checkout';
import { bearer, keysText, useKeysFile } from './operator-keys';
import { waitUntil } from './wait-until';

/**
 * The service with keys of operators: `kim` and `pager` have all scopes, `lee` all but `refunds`, `flooder` reads orders, and
 * `exporter` operates.
 */
export function useAudit() {
  const file = useKeysFile(
    keysText({
      kim: SCOPES,
      lee: SCOPES.filter((scope) => scope !== 'refunds'),
      flooder: ['orders:read'],
      pager: SCOPES,
      exporter: ['operate'],
    }),
  );
  const checkout = useCheckout({ OPERATOR_KEYS_FILE: file.path });
  const collection = () => checkout.db().collection<AuditEntry & { _id: string }>('audit');

  /** A request of an operator. */
  function send(name: string, method: 'get' | 'post' | 'patch', path: string, body?: object) {
    const asked = checkout.http()[method](path).set(bearer(name)).set('x-operator', `${name} of ours`);
    return body === undefined ? asked : asked.send(body);
  }
  async function order(name = 'kim', fields: object = {}): Promise<string> {
    const merchant_uid = checkout.newMerchantUid();
    const reply = await send(name, 'post', '/orders', { merchant_uid, name: 'chair', amount: 64_900, ...fields });
    expect(reply.status).toBe(201);
    return merchant_uid;
  }
  return {
    checkout,
    collection,
    send,
    order,
    paid: async (): Promise<{ merchantUid: string; impUid: string }> => {
      const merchantUid = await order();
      const impUid = checkout.pay(merchantUid);
      await checkout.callback(impUid, merchantUid);
      return { merchantUid, impUid };
    },
    /** The entries of an order, the oldest first, once so many are copied. */
    entriesOf: (merchantUid: string, count: number) =>
      waitUntil(async () => {
        checkout.runPasses();
        const found = await collection().find({ merchantUid }).sort({ at: 1 }).toArray();
        return found.length >= count && found;
      }),
  };
}
