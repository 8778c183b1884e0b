/** Cuts a stream of bytes into messages. */
export interface MessageSplitter {
  /** Answers the messages that are whole now. @throws RangeError when a length cannot be true */
  push(chunk: Buffer): Buffer[];
}

const MIN_BYTES = 16;

/** A splitter for the messages of one connection, each of which begins with its length in bytes. */
export const createMessageSplitter = (maxBytes: number): MessageSplitter => {
  let chunks: Buffer[] = [];
  let have = 0;
  let needed = 4;

  const joined = (): Buffer => {
    const [only] = chunks;
    return chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks);
  };
  return {
    push: (chunk) => {
      chunks.push(chunk);
      have += chunk.length;
      if (have < needed) return [];
      let rest = joined();
      const messages: Buffer[] = [];
      for (needed = 4; rest.length >= 4; needed = 4) {
        needed = rest.readInt32LE(0);
        if (needed < MIN_BYTES || needed > maxBytes) throw new RangeError(`a message of ${needed} bytes`);
        if (rest.length < needed) break;
        messages.push(rest.subarray(0, needed));
        rest = rest.subarray(needed);
      }
      chunks = rest.length === 0 ? [] : [rest];
      have = rest.length;
      return messages;
    },
  };
};
