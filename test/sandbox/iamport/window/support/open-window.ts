import type { Sandbox } from '../../../../../sandbox/iamport/create-sandbox';

/** What the SDK script sends and with which headers; the parameters are those of a card payment of 1,004 won. */
export interface OpenOptions {
  params?: Record<string, unknown>;
  caller?: Record<string, unknown>;
  headers?: Record<string, string>;
}

/** Origin of the shop's page in these tests. */
export const SHOP = 'http://shop.example.test:8080';

export interface Opened {
  status: number;
  headers: Headers;
  body: { opened: boolean; id: string; way: string; path: string; told?: unknown };
}

/** Opens a window as the SDK script does. */
export async function openWindow(sandbox: Sandbox, { params, caller, headers }: OpenOptions = {}): Promise<Opened> {
  const response = await fetch(`${sandbox.url}/_window/checkouts`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: SHOP, ...headers },
    body: JSON.stringify({
      params: { merchant_uid: 'order-1', amount: 1004, name: 'Carrots 10kg', ...params },
      caller: { merchantCode: 'imp00000000', script: 'v1', hasCallback: true, ...caller },
    }),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Opened['body'] };
}
