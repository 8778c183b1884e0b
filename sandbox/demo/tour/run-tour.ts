import type { TourCheckList } from './tour-checks';
import { actorLine, type Tour, type TourStep } from './tour-step';

/** Runs the steps one after another. A step that throws is a failed check; the next ones still run. */
export async function runTour(
  steps: readonly TourStep[],
  tour: Tour,
  deps: { readonly checks: TourCheckList; readonly print: (line: string) => void },
): Promise<void> {
  for (const [index, step] of steps.entries()) {
    deps.print(`\n${index + 1}. ${step.title}\n`);
    try {
      await step.run(tour);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      deps.checks.count(false, `${step.title}: ${text}`);
      deps.print(actorLine('', `✗ ${text}`));
    }
  }
}
