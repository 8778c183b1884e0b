import fc from 'fast-check';
import type { Stage } from './stage';

/** One kind of step of the model test. */
export interface Step<Args> {
  readonly args: fc.Arbitrary<Args>;
  /** Whether it can be taken now. @default always */
  readonly canRun?: (stage: Stage, args: Args) => boolean;
  readonly run: (stage: Stage, args: Args) => Promise<unknown>;
}

/**
 * Makes a kind of step a command of fast-check, which checks every invariant after it. The sandbox is model and reality at
 * once: its truth is what the service is compared with.
 */
export function command<Args>(name: string, step: Step<Args>): fc.Arbitrary<fc.AsyncCommand<Stage, Stage>> {
  return step.args.map((args) => ({
    check: (stage) => step.canRun?.(stage, args) ?? true,
    async run(stage) {
      stage.seen.add(name);
      await step.run(stage, args);
      await stage.check();
    },
    toString: () => `${name}(${JSON.stringify(args)})`,
  }));
}

/** The element that a number of any size stands for. */
export function pick<Item>(items: readonly Item[], index: number): Item | undefined {
  return items.length === 0 ? undefined : items[index % items.length];
}
