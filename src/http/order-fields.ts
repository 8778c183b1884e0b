import { z } from 'zod';

/** A text for people: not empty, no control characters. */
export const line = (maxLength: number) =>
  z
    .string()
    .regex(new RegExp(`^[^\\p{Cc}\\p{Cs}]{1,${maxLength}}$`, 'u'), `must be 1 to ${maxLength} printable characters`);

/** A time in any time zone. */
export const isoTime = z.iso.datetime({ offset: true, error: 'must be ISO 8601 with an offset' });

/** The name of an order; PGs cut a longer one (§2.3). */
export const orderName = line(40);
