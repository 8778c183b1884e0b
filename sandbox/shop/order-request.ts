import { z } from 'zod';
import { MAX_QUANTITY } from './goods';

/** How a buyer can pay here. `easypay` is a wallet. */
export const METHODS = ['card', 'vbank', 'trans', 'phone', 'easypay'] as const;

/** One of the {@link METHODS}. */
export type Method = (typeof METHODS)[number];

/** The lengths that i'mport keeps of a buyer (§2.3). */
export const BUYER_LIMITS = { name: 16, tel: 16, email: 64 } as const;

const line = (max: number) =>
  z.string().regex(new RegExp(`^\\P{Cc}{1,${max}}$`, 'u'), `must be 1 to ${max} printable characters`);

/**
 * What a browser may say of its order: which goods, how many, how to pay and who pays. There is no place for a price, and
 * an unknown field is refused, so that nobody believes he has set one.
 */
export const OrderRequest = z.strictObject({
  goods: z.string('must be the id of goods').max(32),
  quantity: z.number('must be a number').int().min(1).max(MAX_QUANTITY).default(1),
  method: z.enum(METHODS, `must be one of ${METHODS.join(', ')}`),
  customer: z
    .strictObject({
      name: line(BUYER_LIMITS.name).optional(),
      tel: z
        .string()
        .regex(/^[0-9+][0-9 -]{6,15}$/, 'must be a phone number')
        .optional(),
      email: z.email('must be an e-mail address').max(BUYER_LIMITS.email).optional(),
    })
    .optional(),
});

/** An order as a browser asks for it, checked. */
export type OrderRequest = z.output<typeof OrderRequest>;

/** An order's key, as the service makes and takes it. */
export const MerchantUid = z.string().regex(/^[A-Za-z0-9_-]{1,40}$/);
