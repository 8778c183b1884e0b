import { createShop } from './create-shop';
import { shopOptionsFromEnv } from './shop-options-from-env';

/** `npm run shop`: the shop alone, until SIGTERM or SIGINT. */
async function main(): Promise<void> {
  const shop = await createShop(shopOptionsFromEnv(process.env));
  console.log(`The demo shop listens on ${shop.url}`);
  const stop = () => void shop.close().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
