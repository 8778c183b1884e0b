import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import axios, { type AxiosRequestConfig, type AxiosResponse } from 'axios';

/** What a caller may ask of one request. */
export type PostConfig = Pick<AxiosRequestConfig, 'responseType' | 'maxContentLength'>;

/** Sends a body of JSON once. Any answer is an answer, whatever its status; throws where there is none. */
export type Post = <Body>(
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  config?: PostConfig,
) => Promise<AxiosResponse<Body>>;

/**
 * Posts JSON over connections that are kept. Redirects are not followed.
 *
 * @param timeoutMs from the first byte out to the last byte in
 */
export function createPost(timeoutMs: number): Post {
  const http = axios.create({
    timeout: timeoutMs,
    httpAgent: new HttpAgent({ keepAlive: true }),
    httpsAgent: new HttpsAgent({ keepAlive: true }),
    maxRedirects: 0,
    validateStatus: () => true,
  });
  return (url, body, headers, config) =>
    http.post(url, body, {
      ...config,
      signal: AbortSignal.timeout(timeoutMs),
      headers: { 'content-type': 'application/json', ...headers },
    });
}
