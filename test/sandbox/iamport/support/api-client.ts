import type { Sandbox } from '../../../../sandbox/iamport/create-sandbox';

/** An answer of the imitated API. */
export interface ApiAnswer {
  status: number;
  code: number;
  message: string | null;
  response: Record<string, unknown>;
  /** The body's text, before anybody parsed it. */
  raw: string;
}

/** Calls the sandbox as a merchant's server would: over HTTP, with a token. */
export interface ApiClient {
  get: (path: string, headers?: Record<string, string>) => Promise<ApiAnswer>;
  /** A JSON call. */
  send: (method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown) => Promise<ApiAnswer>;
  /** A form-encoded POST. */
  form: (path: string, fields: Record<string, string>) => Promise<ApiAnswer>;
}

/** Makes a client that shows a valid token at every call, whatever the clock says meanwhile. */
export function signedIn(sandbox: Sandbox): ApiClient {
  const token = () => ({ Authorization: sandbox.tokens.issue().access_token });
  return {
    get: (path, headers) => callApi(sandbox, path, { headers: { ...token(), ...headers } }),
    send: (method, path, body) => callApi(sandbox, path, withHeaders(jsonRequest(method, body), token())),
    form: (path, fields) =>
      callApi(sandbox, path, { method: 'POST', headers: token(), body: new URLSearchParams(fields) }),
  };
}

/** One call, without a token unless the request brings one. */
export async function callApi(sandbox: Pick<Sandbox, 'url'>, path: string, init: RequestInit = {}): Promise<ApiAnswer> {
  const answer = await fetch(sandbox.url + path, init);
  const raw = await answer.text();
  return { status: answer.status, raw, ...(JSON.parse(raw) as Omit<ApiAnswer, 'status' | 'raw'>) };
}

/** A request with a JSON body. */
export function jsonRequest(method: string, body?: unknown): RequestInit {
  if (body === undefined) return { method };
  return { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}

function withHeaders(init: RequestInit, headers: Record<string, string>): RequestInit {
  return { ...init, headers: { ...(init.headers as Record<string, string>), ...headers } };
}
