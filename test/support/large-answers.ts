import { LIMITS } from '../../src/composition/limits';

/** A tenth of the real limit, so that tests need no answers of 16 MB. */
const MAX_ANSWER_BYTES = Math.floor(LIMITS.iamportAnswerBytes / 10);

/** 250 payments with this text exceed the limit of one answer; 100 do not. */
export const LARGE = 'x'.repeat(7_000);
/** One payment with this text exceeds the limit of one answer. */
export const TOO_LARGE = 'x'.repeat(MAX_ANSWER_BYTES + 1);

/** Sets the largest answer for services of this test file to a tenth of the real limit. Call it at the top of the file. */
export function lowerAnswerLimit(): void {
  jest.replaceProperty(LIMITS, 'iamportAnswerBytes', MAX_ANSWER_BYTES);
}
