import type { BrowserContextOptions, FrameLocator, Locator, Page } from 'playwright-core';
import supertest from 'supertest';
import type { OrderReply } from '../../support/checkout';
import { ORDERS_API_KEY, useShop, type ShopStackOptions } from '../../sandbox/shop/shop-stack';
import { useBrowser } from './use-browser';

/** A page, or a frame in it: where the controls of the payment window are. */
export type PaymentWindow = Page | FrameLocator;

/** A real browser before the demo shop, the real service on the test database, and the sandbox, for one test file. */
export function useStorefront(options: ShopStackOptions = {}) {
  const browser = useBrowser();
  const stack = useShop({ now: () => new Date(), ...options });

  beforeAll(() => {
    stack.sandbox().settings.change({ webhookUrl: `${stack.service().url}/payments/webhook` });
  });

  return {
    ...stack,
    phone: browser.phone,
    open: browser.open,

    /** Opens the shop. */
    async enter(how?: BrowserContextOptions): Promise<Page> {
      const page = await browser.open(how);
      await page.goto(stack.shop().url);
      return page;
    },
    /** Opens the shop and goes to the chair's checkout, as a buyer does. */
    async checkout(how?: BrowserContextOptions): Promise<Page> {
      const page = await this.enter(how);
      await page.locator('#buy-chair').click();
      await page.locator('#pay:enabled').waitFor();
      return page;
    },
    /** The order as the service tells it to the shop's server. */
    async order(merchantUid: string): Promise<OrderReply> {
      const request = supertest(stack.service().url).get(`/orders/${merchantUid}`);
      const reply = await request.set('authorization', `Bearer ${ORDERS_API_KEY}`);
      return reply.body as OrderReply;
    },
    /** The payments of an order at i'mport. */
    paymentsOf: (merchantUid: string) =>
      stack
        .sandbox()
        .payments.all()
        .filter((payment) => payment.merchant_uid === merchantUid),
  };
}

/** Waits for the outcome that the shop shows, and answers its card. */
export async function outcomeOf(page: Page, outcome: string): Promise<Locator> {
  const card = page.locator(`#result[data-outcome="${outcome}"]`);
  await card.waitFor();
  return card;
}

/** The window over the page, once it is open. */
export async function windowOver(page: Page): Promise<FrameLocator> {
  const frame = page.frameLocator('#imp-iframe');
  await frame.locator('#approve-button:enabled').waitFor();
  return frame;
}

/** The order's key, as the payment window shows it. */
export async function orderNumberIn(window: PaymentWindow): Promise<string> {
  return (await window.locator('#order-number').textContent()) ?? '';
}
