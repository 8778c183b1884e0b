import { INVENTED_TEXTS, NOT_FOUND_TEXT } from './messages';

/** An HTTP status and i'mport's envelope (§1.4). */
export interface ApiReply {
  status: number;
  code: number;
  message: string | null;
  response: unknown;
}

/** Code 0 with a response; HTTP 200 unless told otherwise (207, §3). */
export function success(response: unknown, status = 200): ApiReply {
  return { status, code: 0, message: null, response };
}

/** A business refusal: HTTP 200 all the same, with a code that is not 0 (§1.4). */
export function refusal(message: string, code = 1): ApiReply {
  return { status: 200, code, message, response: null };
}

/** A refusal that has an HTTP status of its own (§1.2, §2.2, §3). */
export function failure(status: number, message: string): ApiReply {
  return { status, code: -1, message, response: null };
}

/** 404 with the text that every look-up uses (§2.2). */
export function notFound(message: string = NOT_FOUND_TEXT): ApiReply {
  return failure(404, message);
}

/** 404 for a path that the API does not have; invented text. */
export function unknownRoute(): ApiReply {
  return failure(404, INVENTED_TEXTS.unknownRoute);
}
