import { browsableUrl } from './demo/browsable-url';
import { demoOptions } from './demo/demo-options';
import { describeStartError } from './demo/describe-start-error';
import { inviteVisitors } from './demo/invite-visitors';
import { startDemo } from './demo/start-demo';
import { takeTour } from './demo/take-tour';
import { withDatabaseName } from './demo/with-database-name';
import { startDatabase } from './mongodb/start-database';

const print = (line: string) => console.log(line);

/** `npm run demo`: database, sandbox and service, a tour of what they do, and an open house until Ctrl+C. */
async function main(): Promise<void> {
  const options = demoOptions(process.env, process.argv.slice(2));
  const database = await startDatabase({ env: process.env, log: print, mayDownload: false });
  let stop = () => database.stop();
  try {
    const demo = await startDemo(options, withDatabaseName(database.uri, 'checkout_demo'));
    stop = async () => {
      await demo.stop();
      await database.stop();
    };
    stopOnSignal(stop);
    if (!options.once) print(`shop: ${browsableUrl(demo.shop.url)} is open; a tour of the service comes first`);
    const { failed } = await takeTour(demo, print);
    if (!options.once) return await inviteVisitors(demo, print);
    await stop();
    process.exit(failed.length === 0 ? 0 : 1);
  } catch (error) {
    await stop();
    throw new Error(describeStartError(error, options), { cause: error });
  }
}

function stopOnSignal(stop: () => Promise<void>): void {
  let isStopping = false;
  const onSignal = () => {
    if (isStopping) return;
    isStopping = true;
    print('\nStopping.');
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
