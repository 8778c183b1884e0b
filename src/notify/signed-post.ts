import type { AxiosResponse } from 'axios';
import { Webhook } from 'standardwebhooks';
import { createPost, type PostConfig } from './create-post';

/** Posts a body under an id. Resolves for every HTTP status; throws without an answer. */
export type SignedPost = <Body>(id: string, body: string, config?: PostConfig) => Promise<AxiosResponse<Body>>;

/**
 * Posts JSON, signed by the Standard Webhooks specification. Does not follow redirects.
 *
 * @param options.secrets `whsec_` and base64; each signs, so that the receiver needs only one of them
 * @param options.timeoutMs from the first byte sent to the last byte received
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
