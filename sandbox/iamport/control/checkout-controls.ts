import { z } from 'zod';
import type { Checkouts } from '../checkout/checkouts';
import { bodyRoute, type ControlRoute, plainRoute } from './control-route';
import { accountSchema } from './payment-schema';

const callerSchema = z.strictObject({
  merchantCode: z.string().optional(),
  script: z.enum(['v1', 'legacy']).optional(),
  mobile: z.boolean().optional(),
  hasCallback: z.boolean().optional(),
  userAgent: z.string().optional(),
});
const choiceSchema = z.strictObject({
  payMethod: z.string().min(1).optional(),
  embPgProvider: z.string().min(1).optional(),
  delayMs: z.int().nonnegative().optional(),
});

/** Payment windows without a browser. */
export function checkoutControls(checkouts: Checkouts): ControlRoute[] {
  return [
    bodyRoute(
      {
        name: 'POST /checkouts',
        about: '`IMP.request_pay(params)`: opens a window, or tells why not',
        example: {
          params: { merchant_uid: 'order-2', amount: 1004, name: 'Carrots 10kg' },
          caller: { script: 'legacy' },
        },
        body: z.strictObject({ params: z.unknown(), caller: callerSchema.optional() }),
      },
      ({ body }) => checkouts.open(body.params, body.caller),
    ),
    plainRoute('GET /checkouts', 'All windows', () => checkouts.all()),
    plainRoute('GET /checkouts/:id', 'One window', ({ params }) => checkouts.get(idIn(params))),
    bodyRoute(
      { name: 'POST /checkouts/:id/approve', about: 'Pay; answers what the browser is told', body: choiceSchema },
      ({ params, body }) => checkouts.approve(idIn(params), body),
    ),
    bodyRoute(
      {
        name: 'POST /checkouts/:id/approve-and-die',
        about: 'Pay, and the browser never returns',
        body: choiceSchema,
      },
      ({ params, body }) => checkouts.approveAndDie(idIn(params), body),
    ),
    bodyRoute(
      {
        name: 'POST /checkouts/:id/virtual-account',
        about: 'Choose a virtual account',
        body: accountSchema,
      },
      ({ params, body }) => checkouts.issueVirtualAccount(idIn(params), body),
    ),
    bodyRoute(
      {
        name: 'POST /checkouts/:id/decline',
        about: 'The PG declines',
        body: z.strictObject({ reason: z.string().min(1).optional() }),
      },
      ({ params, body }) => checkouts.decline(idIn(params), body.reason),
    ),
    plainRoute('POST /checkouts/:id/close', 'The buyer closes the window', ({ params }) =>
      checkouts.close(idIn(params)),
    ),
  ];
}

function idIn(params: Record<string, string>): string {
  return params['id'] ?? '';
}
