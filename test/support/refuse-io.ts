import { ChildProcess } from 'node:child_process';
import { Server, Socket } from 'node:net';

/**
 * Runs before each file of the unit tests. A test that opens a database, a socket or a child process fails, even where the code
 * under test swallows the error. jest's workers share Node's modules between files, so the patches are removed at the end.
 */
const attempts: string[] = [];

const refuse = (what: string) => (): never => {
  attempts.push(what);
  throw new Error(`a unit test tried to ${what}`);
};

beforeAll(() => {
  jest.spyOn(Socket.prototype, 'connect').mockImplementation(refuse('connect'));
  jest.spyOn(Server.prototype, 'listen').mockImplementation(refuse('listen'));
  jest
    .spyOn(ChildProcess.prototype as ChildProcess & { spawn: () => number }, 'spawn')
    .mockImplementation(refuse('start a process'));
});
afterEach(() => {
  const refused = attempts.splice(0);
  if (refused.length > 0)
    throw new Error(`not for a unit test: ${refused.join(', ')} (jest.config.ts says which files may)`);
});
afterAll(() => jest.restoreAllMocks());
