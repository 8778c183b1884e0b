import { pino, stdSerializers, type DestinationStream, type Logger } from 'pino';
import { createLogDestination } from './create-log-destination';

/** Names under which secrets and personal data could come into a log line, at any of its first levels. */
const MASKED = [
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

/**
 * The structured log of the service. What must not be read there is masked, and of an error only its name, message, code
 * and stack are written: libraries hang requests, with their secrets, on their errors.
 *
 * @param destination one without a `flush` must write before it returns: what was written counts as delivered.
 *   @default standard output
 */
export function createLogger(level: string, destination: DestinationStream = createLogDestination()): Logger {
  const options = {
    level,
    redact: { paths: MASKED.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[masked]' },
    serializers: { err: describeError },
  };
  return pino(options, destination);
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
