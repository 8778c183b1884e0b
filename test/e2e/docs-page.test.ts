import { useCheckout } from '../support/checkout';
import { browserTest } from './support/browser-test';
import { capture } from './support/capture';
import { useBrowser } from './support/use-browser';

const checkout = useCheckout();
const browser = useBrowser();

// The browser fails the test for a violation of the page's policy and for a request to another host.
browserTest('the page of the contract shows every route and event, under the security headers', async () => {
  const page = await browser.open();
  await page.goto(`${checkout.url()}/docs`);
  for (const name of ['postOrder', 'postCancel', 'getComplete']) await page.locator(`[id$="-${name}"]`).waitFor();
  await page.locator('text=order.paid').first().waitFor();
  await page.locator('[id$="-postOrder"] .opblock-summary-control').click();
  await page.locator('text=The stored order').first().waitFor();
  await capture(page, 'docs-page');
});
