import { createSandbox } from './create-sandbox';
import { greeting } from './greeting';
import { optionsFromEnv } from './options-from-env';

/** `npm run sandbox`: the sandbox alone, until SIGTERM or SIGINT. */
async function main(): Promise<void> {
  const sandbox = await createSandbox({ ...optionsFromEnv(process.env), log: (line) => console.log(line) });
  console.log(greeting(sandbox));
  const stop = () => void sandbox.close().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
