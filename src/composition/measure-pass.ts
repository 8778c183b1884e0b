import type { Metrics } from '../metrics/metrics';
import type { ClockAndRandom } from './clock-and-random';
import type { Pass } from '../workers/worker';

/**
 * Measures the runs of a pass. Its time of success begins with the creation, so that the age of a pass that never succeeds
 * can be told.
 *
 * @param name the name of the pass in its log lines
 */
export function measurePass(
  { observe }: Metrics,
  { now, elapsedMs }: Pick<ClockAndRandom, 'now' | 'elapsedMs'>,
  name: string,
  pass: Pass,
): Pass {
  const succeeded = () =>
    observe('checkout_pass_last_success_timestamp_seconds', { pass: name }, now().getTime() / 1_000);
  succeeded();
  return async (signal) => {
    const begunAt = elapsedMs();
    let result: 'succeeded' | 'failed' = 'failed';
    try {
      const done = await pass(signal);
      result = 'succeeded';
      succeeded();
      return done;
    } finally {
      observe('checkout_pass_runs_total', { pass: name, result });
      observe('checkout_pass_duration_seconds', { pass: name }, (elapsedMs() - begunAt) / 1_000);
    }
  };
}
