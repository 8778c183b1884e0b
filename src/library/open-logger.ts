import type { Logger } from 'pino';
import { createLogger } from '../composition/create-logger';
import type { CheckoutLogger } from './checkout-logger';

const METHODS = { 10: 'trace', 20: 'debug', 30: 'info', 40: 'warn', 50: 'error', 60: 'fatal' } as const;
const LEVELS: readonly string[] = [...Object.values(METHODS), 'silent'];
/** What pino adds to each line; the logger of the shop adds its own. */
const OF_PINO = ['level', 'time', 'pid', 'hostname', 'msg'];

/**
 * Opens the log of a checkout. Each line is made and masked as that of the service, and then handed to the shop's logger: so no secret
 * and no personal data reach it, whatever it masks itself. What that logger throws is dropped.
 *
 * @param given @default nothing is logged
 */
export function openLogger(given: CheckoutLogger | undefined): Logger {
  const level = given === undefined ? 'silent' : LEVELS.includes(given.level ?? '') ? given.level : 'info';
  return createLogger(level ?? 'info', {
    write(line) {
      if (given === undefined) return;
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
