import { createGate } from '../../../sandbox/iamport/faults/gate';

test('an opening between meeting the gate and waiting at it is not missed', async () => {
  const gate = createGate();
  const pass = gate.ticket();
  gate.open();
  await expect(pass()).resolves.toBeUndefined();
});

test('who comes after an opening waits for the next', async () => {
  const gate = createGate();
  gate.open();
  let passed = false;
  const waiting = gate
    .ticket()()
    .then(() => (passed = true));
  await gate.untilWaiting(1);
  expect(passed).toBe(false);
  gate.open();
  await waiting;
  expect(gate.waiting()).toBe(0);
});
