import type { EnvironmentContext, JestEnvironment, JestEnvironmentConfig } from '@jest/environment';
import { LegacyFakeTimers, ModernFakeTimers } from '@jest/fake-timers';
import type { Context } from 'node:vm';
import { ModuleMocker } from 'jest-mock';

/**
 * Runs test files in the global object of jest's worker, not in a context of their own: packages are then the same for all of them
 * (shared-runtime.cjs). Code also runs as fast as outside of jest, whose contexts have a proxy as their global object.
 *
 * What a file leaves in the global object, the environment variables and the exit of the process is taken away at its end.
 */
export default class SharedEnvironment implements JestEnvironment<unknown> {
  readonly global = globalThis as unknown as JestEnvironment<unknown>['global'];
  readonly moduleMocker = new ModuleMocker(globalThis);
  readonly fakeTimers: LegacyFakeTimers<unknown>;
  readonly fakeTimersModern: ModernFakeTimers;
  readonly #globals = Object.getOwnPropertyDescriptors(globalThis);
  readonly #variables = { ...process.env };
  // eslint-disable-next-line @typescript-eslint/unbound-method -- jest replaces it, and it is put back
  readonly #exit = process.exit;
  readonly #exitCode = process.exitCode;

  constructor({ projectConfig: config }: JestEnvironmentConfig, _context: EnvironmentContext) {
    const timerConfig = { idToRef: (id: number) => id, refToId: (timer: unknown) => timer as number };
    const { moduleMocker } = this;
    this.fakeTimers = new LegacyFakeTimers({ config, global: globalThis, moduleMocker, timerConfig });
    this.fakeTimersModern = new ModernFakeTimers({ config, global: globalThis });
  }

  async setup(): Promise<void> {}

  async teardown(): Promise<void> {
    this.fakeTimers.dispose();
    this.fakeTimersModern.dispose();
    restoreGlobals(this.#globals);
    process.exit = this.#exit;
    process.exitCode = this.#exitCode;
    for (const name of Object.keys(process.env)) if (!(name in this.#variables)) delete process.env[name];
    Object.assign(process.env, this.#variables);
  }

  exportConditions(): string[] {
    return ['node', 'node-addons'];
  }

  /** jest asks whether there is one. The runtime does not use it. */
  getVmContext(): Context {
    return globalThis;
  }
}

function restoreGlobals(before: Record<PropertyKey, PropertyDescriptor>): void {
  for (const key of Reflect.ownKeys(globalThis)) if (!(key in before)) Reflect.deleteProperty(globalThis, key);
  for (const key of Reflect.ownKeys(before)) {
    const was = before[key];
    // A getter of Node's that was called has become its value.
    if (was === undefined || !('value' in was)) continue;
    if (Reflect.get(globalThis, key) !== was.value) Reflect.defineProperty(globalThis, key, was);
  }
}
