import { pino, stdSerializers, type DestinationStream, type Logger } from 'pino';
import { createLogDestination } from './create-log-destination';

/** Field names of secrets and personal data, masked at every level of a log line. */
const MASKED: readonly string[] = [
  'authorization',
  'access_token',
  'accessToken',
  'imp_key',
  'imp_secret',
  'apiKey',
  'apiSecret',
  'inicisApiKey',
  'pg_api_key',
  'ordersApiKey',
  'card_number',
  'buyer',
  'buyer_name',
  'buyer_email',
  'buyer_tel',
  'buyer_addr',
  'tel',
  'email',
];

const HAS_MASKED = new RegExp(`"(?:${MASKED.join('|')})":`);

/**
 * Creates the structured log of the service. It masks secrets and personal data. It writes only an error's name,
 * message, code and stack, because libraries attach requests with secrets to their errors.
 *
 * @param destination without a `flush`, it must write synchronously: a written line counts as delivered.
 *   @default standard output
 */
export function createLogger(level: string, destination: DestinationStream = createLogDestination()): Logger {
  const options = {
    level,
    serializers: { err: describeError },
    hooks: { streamWrite: mask },
  };
  return pino(options, destination);
}

/**
 * Masks the fields of a written line. pino's own `redact` reads each of its paths again for each field of each line and for
 * each request, also where nothing is written.
 */
function mask(line: string): string {
  if (!HAS_MASKED.test(line)) return line;
  const masked = (name: string, value: unknown) => (MASKED.includes(name) ? '[masked]' : value);
  return `${JSON.stringify(JSON.parse(line, masked))}\n`;
}

function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return stdSerializers.err(new Error('not an error was thrown'));
  const code: unknown = 'code' in error ? error.code : undefined;
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(error.cause instanceof Error && { cause: describeError(error.cause) }),
  };
}
