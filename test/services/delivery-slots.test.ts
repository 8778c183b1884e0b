import { createDeliverySlots } from '../../src/services/delivery-slots';

const slots = () => createDeliverySlots({ shop: 4, sms: 2, customerRecord: 1, alert: 1, handler: 1, audit: 1 });

test('no more slots are taken than a carrier has, until some are given back', () => {
  const { take, giveBack } = slots();
  expect([take('shop', 3), take('shop', 3), take('shop', 1)]).toEqual([3, 1, 0]);
  giveBack('shop', 2);
  expect(take('shop', 5)).toBe(2);
});

test('each carrier has slots of its own', () => {
  const { take } = slots();
  expect([take('shop', 4), take('sms', 4), take('customerRecord', 4)]).toEqual([4, 2, 1]);
});

test('a listener learns of slots that are given back', () => {
  const { take, giveBack, onFree } = slots();
  const freed: string[] = [];
  onFree((channel) => freed.push(channel));
  take('shop', 2);
  giveBack('shop', 0);
  giveBack('shop', 1);
  expect(freed).toEqual(['shop']);
});
