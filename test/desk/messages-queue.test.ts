import { LIMITS } from '../../src/composition/limits';
import { useDesk } from '../support/desk';

jest.replaceProperty(LIMITS, 'listQueue', { maxUnderWay: 0, maxWaiting: 0, maxWaitMs: 1 } as never);

const desk = useDesk({ kim: ['orders:read'] });

test('the page of messages reads nothing while the queue of lists has no room', async () => {
  const kim = await desk.signedIn('kim');
  expect((await kim.open('/desk/messages')).status).toBe(503);
});
