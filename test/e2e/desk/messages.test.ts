import type { Page } from 'playwright-core';
import { LIMITS } from '../../../src/composition/limits';
import { useReceiver } from '../../support/receiver';
import { waitUntil } from '../../support/wait-until';
import { browserTest } from '../support/browser-test';
import { examine, useDeskBrowser } from '../support/use-desk-browser';

// The second refusal makes a dead letter.
jest.replaceProperty(LIMITS, 'deliveryRetry', { firstDelayMs: 1, maxDelayMs: 1, maxTries: 1 } as never);

const receiver = useReceiver();
const desk = useDeskBrowser({ engineer: ['orders:read', 'operate', 'audit'], support: ['orders:read'] }, () => ({
  SHOP_WEBHOOK_URL: receiver.url(),
  SHOP_WEBHOOK_SECRET: `whsec_${Buffer.alloc(24, 7).toString('base64')}`,
}));

const ORDERS = 12;

/** The shop's server is down, orders are paid, and what it should have been told becomes dead letters. */
async function outage(): Promise<string[]> {
  receiver.answerWith((_req, res) => res.writeHead(500).end());
  const orders = await Promise.all(Array.from({ length: ORDERS }, () => desk.paidOrder()));
  const uids = orders.map(({ merchantUid }) => merchantUid);
  for (const uid of uids) {
    await waitUntil(async () => {
      desk.runPasses();
      return (await desk.stored(uid))?.outbox.some(({ deadAt }) => deadAt);
    });
  }
  return uids;
}

/** The order of each `order.paid` that the shop's server got. */
const paidOrdersTold = () =>
  receiver.received.flatMap(({ body }) => {
    const { type, data } = JSON.parse(body) as { type: string; data: { merchant_uid: string } };
    return type === 'order.paid' ? [data.merchant_uid] : [];
  });

const requestRow = (page: Page, text: string) =>
  page.locator('section[aria-labelledby="requests"] tbody tr', { hasText: text });

browserTest('after an outage the engineer sends all failed messages again, and each arrives once', async () => {
  const uids = await outage();
  const page = await desk.enter('engineer', '/desk/messages?lang=en');
  await page.getByText('HTTP 500').first().waitFor();
  expect(await examine(page, 'messages-failed')).toEqual([]);
  await page.goto(`${desk.url()}/desk/messages?lang=en`);

  receiver.received.length = 0;
  receiver.answerWith((_req, res) => res.writeHead(204).end());
  await page.getByRole('button', { name: 'Event for the shop’s server: send all again' }).dblclick();
  await page.getByText('All failed messages will be sent again').waitFor();
  await waitUntil(async () => {
    desk.runPasses();
    await page.goto(`${desk.url()}/desk/messages`);
    return (await requestRow(page, 'Done').count()) === 1;
  });
  await waitUntil(() => {
    desk.runPasses();
    return paidOrdersTold().length >= ORDERS;
  });
  expect(paidOrdersTold().toSorted()).toEqual(uids.toSorted());
  await page.goto(`${desk.url()}/desk/messages`);
  await page.getByText('No message has failed.').waitFor();
  expect(await requestRow(page, `${ORDERS} (of ${ORDERS} orders)`).count()).toBe(1);
  expect(await examine(page, 'messages-sent')).toEqual([]);
});

browserTest('one message is sent again with the keyboard alone, and support sees no button', async () => {
  const [uid = ''] = await outage();
  const support = await desk.enter('support', '/desk/messages?lang=en');
  await support.getByText(uid).first().waitFor();
  expect(await support.locator('main button').count()).toBe(0);

  receiver.answerWith((_req, res) => res.writeHead(204).end());
  const page = await desk.enter('engineer', '/desk/messages?lang=en');
  const button = page.getByRole('button', { name: new RegExp(`of order ${uid}$`) }).first();
  await button.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('status').getByText(uid).waitFor();
  await waitUntil(() => {
    desk.runPasses();
    return paidOrdersTold().includes(uid);
  });
});

browserTest('a stranger is shown the sign-in and nothing else', async () => {
  const page = await desk.visit('/desk/messages');
  expect(new URL(page.url()).pathname).toBe('/desk/sign-in');
  expect(await page.locator('table').count()).toBe(0);
});
