import { GetCompleteQuery } from '../../routes/get-complete';
import { reply } from '../answers';
import { PAYMENT_ANSWERS } from '../payment-answers';
import type { Answer, RouteContract } from '../route-contract';

const asPage = (answer: Answer): Answer => ({ ...answer, media: ['text/html'] });

export const getCompleteContract: RouteContract = {
  id: 'getComplete',
  method: 'get',
  path: '/payments/complete',
  caller: 'buyer',
  summary: 'Return of a phone from the payment window',
  description:
    'Answers with a page in Korean or English, with JSON for `Accept: application/json`, or, where ' +
    '`CHECKOUT_RESULT_URL` is set, always with a redirect to it.',
  query: GetCompleteQuery,
  answers: [
    ...PAYMENT_ANSWERS.map(asPage),
    {
      http: 303,
      description: 'To the shop’s result page, with `merchant_uid` and `status`',
      media: ['text/plain', 'text/html'],
      headers: { Location: 'the shop’s result page' },
    },
  ],
  commonAnswer: (code) => asPage(reply(code)),
};
