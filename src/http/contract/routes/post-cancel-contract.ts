import { OrderParams } from '../../payment-ids';
import { PostCancelBody } from '../../cancel-request';
import { amount } from '../answer-fields';
import { reply } from '../answers';
import { cancelAnswer } from '../cancel-answer';
import { changedOrderAnswer } from '../order-answer';
import type { RouteContract } from '../route-contract';

const order = { order: changedOrderAnswer };
const cancelAndOrder = { cancel: cancelAnswer, ...order };

export const postCancelContract: RouteContract = {
  id: 'postCancel',
  method: 'post',
  path: '/orders/:merchant_uid/cancel',
  caller: 'shop',
  summary: 'Refund a payment, revoke a virtual account or close an unpaid order',
  description: 'Safe to repeat: the same `request_id` with the same content changes nothing.',
  params: OrderParams,
  body: PostCancelBody.meta({
    oneOf: [{ required: ['amount'] }, { required: ['all'] }],
    examples: [{ request_id: 'return-7', amount: 10_000, reason: '부분 반품' }],
  }),
  answers: [
    reply('cancelDone', cancelAndOrder),
    reply('accountRevoked', cancelAndOrder),
    reply('closed', order),
    reply('closedUnread', order),
    reply('cancelling', cancelAndOrder),
    reply('cancelRefused', cancelAndOrder),
    reply('cancelUnclear', cancelAndOrder),
    reply('paidBeforeClosing', order),
    reply('requestConflict'),
    reply('tooManyCancels'),
    reply('cancellableChanged', { cancellable: amount }),
    reply('nothingToCancel', { cancellable: amount }),
    reply('aboveBalance', { cancellable: amount }),
    reply('orderNotFound'),
    reply('paymentNotFound'),
  ],
};
