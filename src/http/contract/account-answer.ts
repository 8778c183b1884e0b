import { z } from 'zod';
import { time } from './answer-fields';

/** A virtual account with i'mport's field names. */
export const accountAnswer = z
  .strictObject({
    vbank_code: z.string().nullable(),
    vbank_name: z.string().nullable(),
    vbank_num: z.string().nullable().describe('null if the PG gives the number to the buyer only'),
    vbank_holder: z.string().nullable(),
    vbank_date: time.nullable().describe('the deadline of the deposit'),
    vbank_issued_at: time.nullable(),
  })
  .meta({ id: 'VirtualAccount' });

export type AccountAnswer = z.output<typeof accountAnswer>;
