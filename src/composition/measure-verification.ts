import { CheckoutError } from '../domain/errors';
import type { Metrics } from '../metrics/metrics';
import type { Confirmation } from '../services/confirm-payment';

/** Runs a look-up and counts its time as i'mport's part. A verification has one look-up at a time. */
export type DuringLookUp = <T>(lookUp: () => Promise<T>) => Promise<T>;

/** Runs a verification and measures it. */
export type MeasureVerification = <T>(
  source: string,
  outcomeOf: (answer: T) => string,
  verify: (duringLookUp: DuringLookUp) => Promise<T>,
) => Promise<T>;

/**
 * Counts verifications by source and outcome, and measures their time: i'mport's part, queues before it included, and the
 * rest.
 *
 * @param elapsedMs a monotonic clock
 */
export function createMeasureVerification({ observe }: Metrics, elapsedMs: () => number): MeasureVerification {
  return async (source, outcomeOf, verify) => {
    const begunAt = elapsedMs();
    const gateway = createStopwatch(elapsedMs);
    let outcome: string | undefined;
    try {
      const answer = await verify(gateway.during);
      outcome = outcomeOf(answer);
      return answer;
    } catch (error) {
      outcome = codeOf(error);
      throw error;
    } finally {
      const gatewayMs = gateway.spentMs();
      observe('checkout_verifications_total', { source, outcome: outcome ?? 'internalError' });
      observe('checkout_verification_duration_seconds', { part: 'gateway' }, gatewayMs / 1_000);
      observe('checkout_verification_duration_seconds', { part: 'own' }, (elapsedMs() - begunAt - gatewayMs) / 1_000);
    }
  };
}

/** Runs the answer to a confirm call and counts it by outcome. */
export async function measureConfirmation(
  { observe }: Metrics,
  confirm: () => Promise<Confirmation>,
): Promise<Confirmation> {
  try {
    const confirmation = await confirm();
    const outcome = confirmation.mayApprove ? 'mayApprove' : confirmation.refusal;
    observe('checkout_confirmations_total', { outcome });
    return confirmation;
  } catch (error) {
    observe('checkout_confirmations_total', { outcome: codeOf(error) });
    throw error;
  }
}

/** The code of a fault. There are few: the message is not used. */
const codeOf = (error: unknown) => (error instanceof CheckoutError ? error.code : 'internalError');

function createStopwatch(elapsedMs: () => number): { readonly during: DuringLookUp; readonly spentMs: () => number } {
  let spentMs = 0;
  let begunAt: number | null = null;
  return {
    async during(work) {
      begunAt = elapsedMs();
      try {
        return await work();
      } finally {
        spentMs += elapsedMs() - begunAt;
        begunAt = null;
      }
    },
    // A look-up is still under way where the deadline ended the verification.
    spentMs: () => spentMs + (begunAt === null ? 0 : elapsedMs() - begunAt),
  };
}
