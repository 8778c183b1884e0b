import { IamportUnavailableError } from '../../src/iamport/errors';
import { measureCalls, operationOf, type CallResult } from '../../src/iamport/measure-calls';
import type { IamportAnswer, IamportRequest } from '../../src/iamport/transport';

const get = (...path: string[]): IamportRequest => ({ method: 'GET', path });

test.each([
  [{ method: 'POST', path: ['users', 'getToken'] }, 'getToken'],
  [get('payments', 'imp_123456789012'), 'getPayment'],
  [get('payments'), 'listByOrders'],
  [get('payments', 'findAll', 'ord-1'), 'findAll'],
  [get('payments', 'findAll', 'ord-1', 'paid'), 'findAll'],
  [get('payments', 'find', 'ord-1', 'paid'), 'findPaid'],
  [get('payments', 'status', 'all'), 'listByStatus'],
  [get('payments', 'prepare', 'ord-1'), 'readPrepared'],
  [{ method: 'PUT', path: ['payments', 'prepare'] }, 'prepare'],
  [{ method: 'POST', path: ['payments', 'cancel'] }, 'cancel'],
  [{ method: 'DELETE', path: ['vbanks', 'imp_123456789012'] }, 'revokeAccount'],
] as const)('the operation of %j has a name without an id: %s', (request, operation) => {
  expect(operationOf(request)).toBe(operation);
});

test.each<[IamportAnswer, CallResult]>([
  [{ status: 200, text: '{"code":0,"message":null,"response":{}}' }, 'answered'],
  [{ status: 200, text: '{ "code": -1, "message": "한도 초과", "response": null }' }, 'refused'],
  [{ status: 403, text: '' }, 'refused'],
  [{ status: 401, text: '' }, 'unauthorized'],
  [{ status: 404, text: '' }, 'notFound'],
  [{ status: 429, text: '' }, 'throttled'],
  [{ status: 502, text: '' }, 'failed'],
])('the answer %j counts as %s, with its time', async (answer, result) => {
  const calls: unknown[] = [];
  let atMs = 0;
  const send = measureCalls(
    async () => ((atMs += 30), answer),
    () => atMs,
    (call) => void calls.push(call),
  );
  await send(get('payments', 'imp_123456789012'), {});
  expect(calls).toEqual([{ operation: 'getPayment', result, durationMs: 30 }]);
});

test('a request without an answer is measured, and its error passes', async () => {
  const calls: unknown[] = [];
  const send = measureCalls(
    () => Promise.reject(new IamportUnavailableError('no answer')),
    () => 0,
    (call) => void calls.push(call),
  );
  await expect(send(get('payments'), {})).rejects.toThrow('no answer');
  expect(calls).toEqual([{ operation: 'listByOrders', result: 'noAnswer', durationMs: 0 }]);
});
