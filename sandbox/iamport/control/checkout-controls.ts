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
const openSchema = z.strictObject({ params: z.unknown(), caller: callerSchema.optional() });
const choiceSchema = z.strictObject({
  payMethod: z.string().min(1).optional(),
  embPgProvider: z.string().min(1).optional(),
  delayMs: z.int().nonnegative().optional(),
  tellFailure: z.boolean().optional(),
});
const declineSchema = z.strictObject({ reason: z.string().min(1).optional() });

/** Payment windows without a browser: `request_pay`, and what the buyer does then. */
export function checkoutControls(checkouts: Checkouts): ControlRoute[] {
  return [
    bodyRoute(
      'POST /checkouts',
      '`IMP.request_pay(params)`: opens a window, or tells why not',
      openSchema,
      ({ body }) => checkouts.open(body.params, body.caller),
      {
        params: { merchant_uid: '655b6cb65cc81bd63bd649f2f3b7b646', amount: 1004, name: 'Carrots 10kg' },
        caller: { script: 'legacy' },
      },
    ),
    plainRoute('GET /checkouts', 'All windows', () => checkouts.all()),
    plainRoute('GET /checkouts/:id', 'One window', ({ params }) => checkouts.get(idIn(params))),
    ...buttonControls(checkouts),
  ];
}

function buttonControls(checkouts: Checkouts): ControlRoute[] {
  const button = <Schema extends z.ZodType>(
    name: string,
    about: string,
    schema: Schema,
    press: (id: string, body: z.output<Schema>) => unknown,
  ) => bodyRoute(`POST /checkouts/:id/${name}`, about, schema, ({ params, body }) => press(idIn(params), body));
  return [
    button('approve', 'Pay; answers what the browser is told', choiceSchema, checkouts.approve),
    button('approve-and-die', 'Pay, and the browser never returns', choiceSchema, checkouts.approveAndDie),
    button('virtual-account', 'Choose a virtual account', accountSchema, checkouts.issueVirtualAccount),
    button('decline', 'The PG declines', declineSchema, (id, { reason }) => checkouts.decline(id, reason)),
    button('close', 'The buyer closes the window', z.strictObject({}), (id) => checkouts.close(id)),
  ];
}

function idIn(params: Record<string, string>): string {
  return params['id'] ?? '';
}
