import type { Logger } from 'pino';
import { createLogger } from '../composition/create-logger';
import type { CheckoutLogger } from './checkout-logger';

const METHODS = { 10: 'trace', 20: 'debug', 30: 'info', 40: 'warn', 50: 'error', 60: 'fatal' } as const;
const LEVELS: readonly string[] = [...Object.values(METHODS), 'silent'];
/** What pino adds to each line; the logger of the shop adds its own. */
const OF_PINO = ['level', 'time', 'pid', 'hostname', 'msg'];

/** What a shop sees that hands in no logger: set-up faults, and handlers that throw, must not pass unnoticed. */
/* eslint-disable no-console -- the console of the shop's process is all that there is */
const CONSOLE: CheckoutLogger = {
  level: 'warn',
  error: (fields, message) => console.error(`iamport-checkout-backend: ${message}`, fields),
  warn: (fields, message) => console.warn(`iamport-checkout-backend: ${message}`, fields),
  info: () => undefined,
};
/* eslint-enable no-console */

/**
 * Opens the log of a checkout. Each line is made and masked as that of the service, and then handed to the shop's logger: so no secret
 * and no personal data reach it, whatever it masks itself. What that logger throws is dropped.
 *
 * @param given false for no log
 * @default warnings and errors are written to the console
 */
export function openLogger(given: CheckoutLogger | false = CONSOLE): Logger {
  const level = given === false ? 'silent' : LEVELS.includes(given.level ?? '') ? given.level : 'info';
  return createLogger(level ?? 'info', {
    write(line) {
      if (given === false) return;
      try {
        hand(given, JSON.parse(line) as Line);
      } catch {
        // The work of the checkout does not depend on the log.
      }
    },
  });
}

interface Line extends Readonly<Record<string, unknown>> {
  readonly level: keyof typeof METHODS;
  readonly msg?: string;
}

function hand(logger: CheckoutLogger, line: Line): void {
  const fields = Object.fromEntries(Object.entries(line).filter(([name]) => !OF_PINO.includes(name)));
  const method = METHODS[line.level];
  const message = line.msg ?? '';
  if (logger[method] !== undefined) return logger[method](fields, message);
  if (method === 'fatal') logger.error(fields, message);
}
