import type { AppDeps } from '../../src/http/create-app';
import { holdToContract } from './hold-to-contract';

/**
 * Runs before each test file. Every answer of every app that a test starts is held against the contract: a route, a status, a
 * header or a field that is not in it fails the test.
 */
const faults: string[] = [];

jest.mock('../../src/http/create-app', () => {
  const actual = jest.requireActual<typeof import('../../src/http/create-app')>('../../src/http/create-app');
  const createApp = (deps: AppDeps) => holdToContract(actual.createApp(deps), (fault) => faults.push(fault));
  return { ...actual, createApp };
});

afterEach(() => {
  const found = new Set(faults.splice(0));
  if (found.size > 0) throw new Error(`answers outside of the contract:\n${[...found].join('\n')}`);
});
