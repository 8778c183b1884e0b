import { EventVerificationError } from './event-error';

const WHAT_TO_DO =
  'The signature is over the bytes as they came. In Express, mount express.raw({ type: "application/json" }) on the route of ' +
  'the events, before express.json(). In NestJS, create the app with { rawBody: true }, and pass req.rawBody.';

/**
 * The body of a request as it came: `req.rawBody` of NestJS (`rawBody: true`), or `req.body` of `express.raw` or `express.text`.
 *
 * @throws EventVerificationError `bodyParsed` where a parser took it before, `bodyMissing` where nothing read it
 */
export function rawBodyOf(request: { readonly rawBody?: unknown; readonly body?: unknown }): string | Uint8Array {
  const { rawBody, body } = request;
  const taken = isRaw(rawBody) ? rawBody : body;
  refuseParsed(taken);
  return taken;
}

/** @throws EventVerificationError `bodyParsed` or `bodyMissing` */
export function refuseParsed(body: unknown): asserts body is string | Uint8Array {
  if (isRaw(body)) return;
  if (body === undefined || body === null) {
    throw new EventVerificationError('bodyMissing', `No body was read. ${WHAT_TO_DO}`);
  }
  throw new EventVerificationError('bodyParsed', `The body was parsed already. ${WHAT_TO_DO}`);
}

function isRaw(body: unknown): body is string | Uint8Array {
  return typeof body === 'string' || body instanceof Uint8Array;
}
