import { z } from 'zod';

/** A time in UTC. */
export const time = z.iso.datetime();

/** An amount in the currency's main unit: 1004 of KRW, 12.34 of USD. */
export const amount = z.number();

/** An ISO 4217 code. */
export const currency = z.string();
