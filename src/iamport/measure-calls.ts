import type { IamportAnswer, IamportRequest, Transport } from './transport';

/** What a request asks of i'mport. */
export type Operation =
  | 'getToken'
  | 'getPayment'
  | 'findAll'
  | 'findPaid'
  | 'listByOrders'
  | 'listByStatus'
  | 'readPrepared'
  | 'prepare'
  | 'cancel'
  | 'revokeAccount';

/**
 * How a request ended. `refused`: a rule of i'mport or the PG (HTTP 200 with a `code`, §1.4), or another 3xx or 4xx.
 * `failed`: 5xx. `noAnswer`: a broken connection, or none in time.
 */
export type CallResult = 'answered' | 'notFound' | 'refused' | 'unauthorized' | 'throttled' | 'failed' | 'noAnswer';

/** Called once for each request that was sent. */
export type OnCall = (call: {
  readonly operation: Operation;
  readonly result: CallResult;
  readonly durationMs: number;
}) => void;

/** Measures every request that a transport sends. @param elapsedMs a monotonic clock */
export function measureCalls(send: Transport, elapsedMs: () => number, onCall: OnCall): Transport {
  return async (request, options) => {
    const begunAt = elapsedMs();
    let result: CallResult = 'noAnswer';
    try {
      const answer = await send(request, options);
      result = resultOf(answer);
      return answer;
    } finally {
      onCall({ operation: operationOf(request), result, durationMs: elapsedMs() - begunAt });
    }
  };
}

/** The name of an operation holds no id, so there are few. */
export function operationOf({ method, path: [first, second] }: IamportRequest): Operation {
  if (first === 'users') return 'getToken';
  if (first === 'vbanks') return 'revokeAccount';
  switch (second) {
    case undefined:
      return 'listByOrders';
    case 'cancel':
      return 'cancel';
    case 'prepare':
      return method === 'GET' ? 'readPrepared' : 'prepare';
    case 'find':
      return 'findPaid';
    case 'findAll':
      return 'findAll';
    case 'status':
      return 'listByStatus';
    default:
      return 'getPayment';
  }
}

/** The `code` of an envelope other than 0. i'mport writes it first; parsing a whole list again would be expensive. */
const REFUSAL = /^\s*\{\s*"code"\s*:\s*-?[1-9]/;

function resultOf({ status, text }: IamportAnswer): CallResult {
  if (status >= 500) return 'failed';
  if (status === 429) return 'throttled';
  if (status === 401) return 'unauthorized';
  if (status === 404) return 'notFound';
  return status >= 300 || REFUSAL.test(text) ? 'refused' : 'answered';
}
