import type { AppDeps } from '../../src/http/create-app';
import type { SignedPost } from '../../src/notify/signed-post';

/**
 * Runs before each test file. Every answer of every app that a test starts is held against the contract: a route, a status, a
 * header or a field that is not in it fails the test. So does an event or a confirm question that is not as the contract says.
 */
const faults: string[] = [];

jest.mock('../../src/http/create-app', () => {
  const actual = jest.requireActual<typeof import('../../src/http/create-app')>('../../src/http/create-app');
  const createApp = (deps: AppDeps) => {
    // Not imported above: a file without an app does not load the contract.
    const { holdToContract } = jest.requireActual<typeof import('./hold-to-contract')>('./hold-to-contract');
    return holdToContract(actual.createApp(deps), (fault) => faults.push(fault));
  };
  return { ...actual, createApp };
});

jest.mock('../../src/notify/signed-post', () => {
  const actual = jest.requireActual<typeof import('../../src/notify/signed-post')>('../../src/notify/signed-post');
  const createSignedPost = (options: Parameters<typeof actual.createSignedPost>[0]): SignedPost => {
    const post = actual.createSignedPost(options);
    const { webhookFault } = jest.requireActual<typeof import('./webhook-fault')>('./webhook-fault');
    return (id, body, config) => {
      const fault = webhookFault(body);
      if (fault !== null) faults.push(fault);
      return post(id, body, config);
    };
  };
  return { ...actual, createSignedPost };
});

afterEach(() => {
  const found = new Set(faults.splice(0));
  if (found.size > 0) throw new Error(`answers outside of the contract:\n${[...found].join('\n')}`);
});
