import type { Readable } from 'node:stream';

/** Only the status of an answer counts. A body up to this size is read, so that the connection can be reused. */
const MAX_ANSWER_BYTES = 16 * 1024;

/** Reads the body of an answer and drops it. Never throws. */
export async function drain(answer: Readable): Promise<void> {
  let bytes = 0;
  try {
    for await (const chunk of answer) {
      bytes += (chunk as Buffer).length;
      if (bytes > MAX_ANSWER_BYTES) break;
    }
  } catch {
    // The status is known; the rest of the body does not matter.
  }
}
