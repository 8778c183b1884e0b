import type { BuiltServer } from './built-server';
import type { PaymentsDeps } from './takes-payments';

const LOOK_UP = 'GET /payments/:imp_uid';

/** SIGTERM while a verification waits for i'mport: it is answered, then the process ends with 0. */
export async function stopsCleanly(
  server: BuiltServer,
  { ordersKey, runId, sandbox, checks: { check } }: Omit<PaymentsDeps, 'url'>,
): Promise<void> {
  const url = await server.listening;
  const json = { 'Content-Type': 'application/json' };
  const order = { merchant_uid: `${runId}-2`, name: 'Smoke', amount: 1004 };
  const headers = { ...json, Authorization: `Bearer ${ordersKey}` };
  await fetch(`${url}/orders`, { method: 'POST', headers, body: JSON.stringify(order) });
  const { imp_uid, merchant_uid } = sandbox.payments.create({ ...order, status: 'paid' });

  const seen = sandbox.calls.count(LOOK_UP);
  sandbox.faults.set({ kind: 'hold', impUid: imp_uid });
  const body = JSON.stringify({ imp_uid, merchant_uid });
  const answer = fetch(`${url}/payments/complete`, { method: 'POST', headers: json, body });
  await sandbox.calls.reached(LOOK_UP, seen + 1);
  server.signal('SIGTERM');
  await refusesConnections(url);
  sandbox.faults.clear();

  check((await answer).status === 200, 'a request under way at SIGTERM is answered');
  const code = await server.exited;
  check(code === 0, `and the process exits with 0 (${code})`);
}

/** Waits until the server has heard the signal, so that it meets a request under way and not a finished one. */
async function refusesConnections(url: string): Promise<void> {
  const giveUpAt = performance.now() + 2_000;
  while (performance.now() < giveUpAt) {
    try {
      await fetch(`${url}/healthz`, { headers: { Connection: 'close' } });
    } catch {
      return;
    }
  }
}
