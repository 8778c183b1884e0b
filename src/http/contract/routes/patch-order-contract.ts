import { OrderParams } from '../../payment-ids';
import { PatchOrderBody } from '../../routes/patch-order';
import { json, reply } from '../answers';
import { changedOrderAnswer } from '../order-answer';
import type { RouteContract } from '../route-contract';

export const patchOrderContract: RouteContract = {
  id: 'patchOrder',
  method: 'patch',
  path: '/orders/:merchant_uid',
  caller: 'shop',
  summary: 'Change name, amount or deadline of an unpaid order',
  params: OrderParams,
  body: PatchOrderBody.meta({ minProperties: 1, examples: [{ amount: 59_900 }] }),
  answers: [
    json(200, 'The order with its new terms', changedOrderAnswer),
    reply('orderNotFound'),
    reply('orderLocked'),
  ],
};
