import { runSandbox } from './run-sandbox';

/** `npm run sandbox`: the sandbox alone, as the package's command runs it. */
void runSandbox(process.argv.slice(2), process).then((code) => process.exit(code));
