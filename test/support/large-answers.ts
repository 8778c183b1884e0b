import { LIMITS } from '../../src/composition/limits';

/** A tenth of what is real, so that a busy machine need not make and read answers of 16 MB. */
const MAX_ANSWER_BYTES = Math.floor(LIMITS.iamportAnswerBytes / 10);

/** 250 payments with it are more than one answer may hold, 100 are not. */
export const LARGE = 'x'.repeat(7_000);
/** One payment with it is more than one answer may hold. */
export const TOO_LARGE = 'x'.repeat(MAX_ANSWER_BYTES + 1);

/** Lets the services that this test file starts refuse answers of a tenth of the real size. Call it at the top of the file. */
export function lowerAnswerLimit(): void {
  jest.replaceProperty(LIMITS, 'iamportAnswerBytes', MAX_ANSWER_BYTES);
}
