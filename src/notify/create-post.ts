import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import axios, { type AxiosRequestConfig, type AxiosResponse } from 'axios';
import { limitRequest } from '../lib/limit-request';

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
    transport: limitRequest(timeoutMs),
  });
  return (url, body, headers, config) =>
    http.post(url, body, { ...config, headers: { 'content-type': 'application/json', ...headers } });
}
