import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Readable } from 'node:stream';
import axios, { type AxiosRequestConfig, type AxiosResponse } from 'axios';

export type PostConfig = Pick<AxiosRequestConfig, 'responseType' | 'maxContentLength'>;

/** Posts a JSON body once. Resolves for every HTTP status; throws without an answer. */
export type Post = <Body>(
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  config?: PostConfig,
) => Promise<AxiosResponse<Body>>;

/**
 * Creates a `Post` with keep-alive connections. It does not follow redirects.
 *
 * @param timeoutMs from the first byte sent to the last byte received
 */
export function createPost(timeoutMs: number): Post {
  const http = axios.create({
    httpAgent: new HttpAgent({ keepAlive: true }),
    httpsAgent: new HttpsAgent({ keepAlive: true }),
    maxRedirects: 0,
    validateStatus: () => true,
  });
  return async (url, body, headers, config) => {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), timeoutMs);
    const end = () => clearTimeout(timer);
    const whole = { ...config, signal: stop.signal, headers: { 'content-type': 'application/json', ...headers } };
    const reply = await http.post(url, body, whole).catch((error: unknown) => {
      end();
      throw error;
    });
    // The body of a stream is still to come.
    if (reply.data instanceof Readable) reply.data.once('close', end);
    else end();
    return reply;
  };
}
