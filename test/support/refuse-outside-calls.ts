import { Socket } from 'node:net';

/**
 * Runs before each test file. A connection to another machine is refused, and its test fails, even where the code under test
 * swallows the error.
 */
const attempts: string[] = [];
const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1', '']);
/** Names the method of Node.js on the one that replaces it: test files share `Socket`, so each replaces that of the one before. */
const REPLACED = Symbol.for('checkout-tests.connect');
const current: typeof Socket.prototype.connect & { [REPLACED]?: typeof Socket.prototype.connect } =
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its own `this` below
  Socket.prototype.connect;
const connect = current[REPLACED] ?? current;

const guarded = function (this: Socket, ...args: Parameters<typeof connect>): Socket {
  const host = hostOf(args);
  if (LOOPBACK.has(host)) return connect.apply(this, args);
  attempts.push(host);
  queueMicrotask(() => this.destroy(new Error(`a test tried to reach ${host}`)));
  return this;
} as typeof connect;
Socket.prototype.connect = Object.assign(guarded, { [REPLACED]: connect });

afterEach(() => {
  const reached = attempts.splice(0);
  if (reached.length > 0) throw new Error(`unexpected outgoing calls: ${reached.join(', ')}`);
});

/** `connect` takes (options), (port, host), (path) or, from Node itself, ([options, callback]). */
function hostOf(args: unknown[]): string {
  const [first, second] = (Array.isArray(args[0]) ? args[0] : args) as unknown[];
  if (typeof first === 'object' && first !== null && 'host' in first && typeof first.host === 'string')
    return first.host;
  return typeof first === 'number' && typeof second === 'string' ? second : '';
}
