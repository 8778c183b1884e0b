import { z } from 'zod';

export const required = z.string('is missing');
export const wholeNumber = (min: number, max: number) =>
  z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(min, `must be ${min} or more`)
    .max(max, `must be ${max} or less`);
export const webUrl = z.url({ protocol: /^https?$/, error: 'must be an http: or https: address' });
export const onOrOff = z.enum(['on', 'off'], 'must be on or off');
/** A secret of the Standard Webhooks specification. */
export const webhookSecret = z
  .string()
  .regex(/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/, 'must be whsec_ and at least 24 bytes in base64');
/** A list separated by commas. */
export const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean),
);
export const ipAddress = z.string().refine((text) => z.union([z.ipv4(), z.ipv6()]).safeParse(text).success, {
  error: ({ input }) => `must list IP addresses, and "${String(input)}" is none`,
});
