import bodyParser from 'body-parser';
import type { Request, RequestHandler } from 'express';
import { InvalidRequest } from './invalid-request';
import { replyOf, sendJson } from './replies';
import { mergeRepeats } from './merge-repeats';

const JSON_TYPES = ['application/json', 'application/*+json'];
const FORM_TYPE = 'application/x-www-form-urlencoded';
const MAX_BODY = '32kb';
const MAX_FIELDS = 100;

/**
 * Reads a JSON or form-encoded body into `req.body`, unchecked.
 *
 * It also reads a form that is labelled as JSON. jQuery sends that for the guide's sample, which sets the JSON header
 * but passes a plain `data` object.
 *
 * In the shop's own app, a parser of the shop may have read the body before: then its result is taken.
 */
export function readBody(): RequestHandler[] {
  return [bodyParser.text({ type: [...JSON_TYPES, FORM_TYPE], limit: MAX_BODY }), refuseOtherTypes, parseText];
}

const refuseOtherTypes: RequestHandler = (req, res, next) => {
  const hasBody = req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;
  if (hasBody && typeof req.body !== 'string' && !wasReadBefore(req))
    return sendJson(res, replyOf('unsupportedMediaType'));
  next();
};

const parseText: RequestHandler = (req, _res, next) => {
  const body: unknown = Buffer.isBuffer(req.body) ? req.body.toString() : req.body;
  if (typeof body === 'string' && body !== '') req.body = req.is(FORM_TYPE) ? parseForm(body) : parseJson(body);
  else if (isObject(body) && wasReadBefore(req)) req.body = req.is(FORM_TYPE) ? mergeRepeats(body) : body;
  else req.body = undefined;
  next();
};

/** Whether another parser has read the body: some set one that they have not read. */
function wasReadBefore(req: Request): boolean {
  return req.body !== undefined && req.readableEnded;
}

function isObject(body: unknown): body is Record<string, unknown> {
  return typeof body === 'object' && body !== null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    if (/^[\w.[\]%-]+=/.test(text)) return parseForm(text);
    throw new InvalidRequest([{ field: 'body', message: 'is not valid JSON' }]);
  }
}

/** A field with two different values becomes a list, which the schemas refuse. */
function parseForm(text: string): Record<string, unknown> {
  const fields = new Map<string, string | string[]>();
  for (const [name, value] of new URLSearchParams(text)) {
    const before = fields.get(name);
    if (Array.isArray(before)) before.push(value);
    else fields.set(name, before === undefined ? value : [before, value]);
    if (fields.size > MAX_FIELDS)
      throw new InvalidRequest([{ field: 'body', message: `has more than ${MAX_FIELDS} fields` }]);
  }
  return mergeRepeats(Object.fromEntries(fields));
}
