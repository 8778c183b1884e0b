import type { ConsoleMessage, Page } from 'playwright-core';
import supertest from 'supertest';
import { ORDERS_API_KEY } from '../sandbox/shop/shop-stack';
import { browserTest } from './support/browser-test';
import { capture } from './support/capture';
import { useStorefront, windowOver } from './support/use-storefront';

const shop = useStorefront();

/** What the guide's sample page asks to be paid. */
const SAMPLE_ORDER = { merchant_uid: '57008833-33004', name: 'Carrots 10kg', amount: 1004 };

interface GuideRsp {
  readonly success: boolean;
  readonly imp_uid: string;
  readonly merchant_uid: string;
}

/** The guide's page with jQuery 1.12.4, as the sandbox serves it; its policy would keep it from calling a service. */
async function openSample(): Promise<Page> {
  const page = await shop.open({ bypassCSP: true });
  await page.goto(`${shop.sandbox().url}/guide/sample.html`);
  return page;
}

/** Waits for the page's `console.log(rsp)`. */
async function loggedRsp(message: Promise<ConsoleMessage>): Promise<GuideRsp> {
  const [rsp] = (await message).args();
  return (await rsp?.jsonValue()) as GuideRsp;
}

/** The guide's own snippet (4-a), to the letter but for the address of the merchant's server. */
const snippet = (url: string, rsp: GuideRsp) => `new Promise((resolve, reject) => {
  const rsp = ${JSON.stringify(rsp)};
  // HTTP request with jQuery
  jQuery.ajax({
      url: ${JSON.stringify(url)},
      method: "POST",
      headers: { "Content-Type": "application/json" },
      data: {
          imp_uid: rsp.imp_uid,            // Payment ID
          merchant_uid: rsp.merchant_uid   // Order ID
      }
  }).done(function (data) {
    resolve(data);
  }).fail((xhr) => reject(new Error(xhr.status + ' ' + xhr.responseText)));
})`;

browserTest("the guide's sample page pays, logs rsp, and its $.ajax snippet is answered with success", async () => {
  const orders = supertest(shop.service().url).post('/orders').set('authorization', `Bearer ${ORDERS_API_KEY}`);
  expect((await orders.send(SAMPLE_ORDER)).status).toBe(201);
  const page = await openSample();
  expect(await page.evaluate('jQuery.fn.jquery')).toBe('1.12.4');
  await capture(page, 'guide-sample');
  const logged = page.waitForEvent('console', (message) => message.type() === 'log');
  await page.getByRole('button', { name: 'Pay' }).click();
  const window = await windowOver(page);
  expect(await window.locator('#order-amount').textContent()).toBe('1,004원');
  await capture(page, 'guide-sample-window');
  await window.locator('#approve-button').click();

  const rsp = await loggedRsp(logged);
  expect(rsp).toMatchObject({ success: true, merchant_uid: SAMPLE_ORDER.merchant_uid, paid_amount: 1004 });
  const answer = await page.evaluate(snippet(`${shop.service().url}/payments/complete`, rsp));
  expect(answer).toMatchObject({ status: 'success', message: 'General payment successful' });
  expect(await shop.order(rsp.merchant_uid)).toMatchObject({ status: 'paid', paid_by: rsp.imp_uid });
});

browserTest("the guide's sample page opens no second window for an order that is paid", async () => {
  shop.sandbox().payments.create({ ...SAMPLE_ORDER, status: 'paid' });
  const page = await openSample();
  const logged = page.waitForEvent('console', (message) => message.type() === 'log');
  await page.getByRole('button', { name: 'Pay' }).click();
  const refused = {
    success: false,
    imp_uid: null,
    error_code: 'F1002',
    error_msg: '이미 결제가 이루어진 거래건입니다.',
  };
  expect(await loggedRsp(logged)).toMatchObject(refused);
  await capture(page, 'guide-sample-paid-already');
});
