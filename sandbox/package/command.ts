#!/usr/bin/env node
import { runSandbox } from '../iamport/run-sandbox';

const USAGE = `iamport-checkout-backend COMMAND [options]

  sandbox   a server that behaves like i'mport (PortOne V1), for tests: see iamport-checkout-backend sandbox --help
`;

/** The package's command. @returns the exit code: 2 when the arguments are wrong */
async function main([command, ...args]: readonly string[]): Promise<number> {
  if (command === 'sandbox') return runSandbox(args, process);
  const isAsked = command === '--help' || command === '-h';
  (isAsked ? process.stdout : process.stderr).write(USAGE);
  return isAsked ? 0 : 2;
}

void main(process.argv.slice(2)).then((code) => process.exit(code));
