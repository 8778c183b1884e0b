import { randomUUID } from 'node:crypto';
import { MESSAGE_ID_LENGTH, messageIdOf, orderOfMessage } from '../../src/domain/message-id';

test.each(['ord-1', 'a_b_c', '_', 'm'.repeat(40)])('the id of a message names its order %s', (merchantUid) => {
  const id = messageIdOf(merchantUid, randomUUID());
  expect(orderOfMessage(id)).toBe(merchantUid);
  expect(id.length).toBeLessThanOrEqual(MESSAGE_ID_LENGTH);
});

test.each(['', 'letter-1', '_only', randomUUID()])('%j names no order', (text) => {
  expect(orderOfMessage(text)).toBeNull();
});
