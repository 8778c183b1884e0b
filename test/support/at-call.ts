/** A moment of a dependency's call: just before the call, or just after its answer. */
export interface Moment {
  /** The dependency's name; for a nested one, a path such as `outbox.claimDue`. */
  readonly name: string;
  /** The number of the call, from 1. */
  readonly call: number;
  readonly when: 'before' | 'after';
}

type Watch = (name: string, call: () => unknown) => unknown;

/** Wraps all functions of a deps object, nested ones too. */
function watched<Deps extends object>(deps: Deps, watch: Watch, prefix = ''): Deps {
  const entries = Object.entries(deps).map(([key, value]: [string, unknown]) => {
    const name = `${prefix}${key}`;
    if (typeof value === 'function') {
      const original = value as (...args: unknown[]) => unknown;
      return [key, (...args: unknown[]) => watch(name, () => original(...args))];
    }
    const isNested = typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
    return [key, isNested ? watched(value, watch, `${name}.`) : value];
  });
  return Object.fromEntries(entries) as Deps;
}

/**
 * Runs `act` just before or just after one call of a dependency, for example to let a webhook arrive exactly there. The
 * dependency and its caller wait for `act`. A synchronous dependency cannot be a moment.
 *
 * @returns the deps to run the work with, and whether the moment has come
 */
export function atCall<Deps extends object>(
  deps: Deps,
  moment: Moment,
  act: () => Promise<unknown>,
): { readonly deps: Deps; readonly hasCome: () => boolean } {
  let calls = 0;
  let hasCome = false;
  const wrapped = watched(deps, (name, call) => {
    if (name !== moment.name || (calls += 1) !== moment.call) return call();
    hasCome = true;
    const around = async () => {
      if (moment.when === 'before') await act();
      const answer = await call();
      if (moment.when === 'after') await act();
      return answer;
    };
    return around();
  });
  return { deps: wrapped, hasCome: () => hasCome };
}

/**
 * Runs work and lists every moment at which it waited for a dependency. A new `await` in the work becomes a new moment
 * without a change of the test.
 */
export async function momentsOf<Deps extends object>(
  deps: Deps,
  work: (deps: Deps) => Promise<unknown>,
): Promise<Moment[]> {
  const calls = new Map<string, number>();
  const moments: Moment[] = [];
  const recording = watched(deps, (name, call) => {
    const answer = call();
    if (!(answer instanceof Promise)) return answer;
    const count = (calls.get(name) ?? 0) + 1;
    calls.set(name, count);
    moments.push({ name, call: count, when: 'before' }, { name, call: count, when: 'after' });
    return answer;
  });
  await work(recording);
  return moments;
}
