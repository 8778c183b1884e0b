import type { AxiosResponse } from 'axios';
import { Webhook } from 'standardwebhooks';
import { createPost, type PostConfig } from './create-post';

/** Sends a body under an id. Any answer is an answer, whatever its status; throws where there is none. */
export type SignedPost = <Body>(id: string, body: string, config?: PostConfig) => Promise<AxiosResponse<Body>>;

/**
 * Posts JSON, signed by the Standard Webhooks specification. Redirects are not followed.
 *
 * @param options.secrets `whsec_` and base64; each signs, so that the receiver may hold any of them
 * @param options.timeoutMs from the first byte out to the last byte in
 */
export function createSignedPost(options: {
  readonly url: string;
  readonly secrets: readonly string[];
  readonly timeoutMs: number;
  readonly now: () => Date;
}): SignedPost {
  const signers = options.secrets.map((secret) => new Webhook(secret));
  const post = createPost(options.timeoutMs);
  return (id, body, config) => {
    const at = options.now();
    const headers = {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': signers.map((signer) => signer.sign(id, at, body)).join(' '),
    };
    return post(options.url, body, headers, config);
  };
}
