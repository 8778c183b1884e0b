import type { TourStep } from '../tour-step';

const LOOK_UP = 'GET /payments/:imp_uid';
const RACERS_OF_A_ROAD = 10;

/** What goes wrong around a payment, and must not show in the order. */
export const roughSteps: readonly TourStep[] = [
  {
    title: "i'mport is down: nothing changes, and the same call succeeds later",
    async run(tour) {
      const merchant_uid = await tour.register({ name: '핸드크림', amount: 15000 });
      const ids = tour.pay({ merchant_uid, amount: 15000, status: 'paid' });
      const fault = tour.sandbox.faults.set({ kind: 'status', status: 500, route: LOOK_UP, impUid: ids.imp_uid });
      await tour.callback(ids, { http: 503, fields: { status: 'unavailable' } });
      await tour.read(merchant_uid, { status: 'pending', 'history.length': 0 });
      tour.sandbox.faults.remove(fault);
      await tour.callback(ids, { http: 200, fields: { status: 'success' } });
    },
  },
  {
    title: 'One payment reported by all sources at once: one transition',
    async run(tour) {
      const merchant_uid = await tour.register({ name: '캠핑 의자', amount: 45000 });
      const ids = tour.pay({ merchant_uid, amount: 45000, status: 'paid' });
      const post = { method: 'POST', headers: { 'Content-Type': 'application/json' } } as const;
      const expected = { http: 200, fields: { status: 'success' } };
      const sentOn = { ...expected, http: 303 };
      const webhook = JSON.stringify({ ...ids, status: 'paid' });
      const query = new URLSearchParams({ ...ids }).toString();
      await tour.atOnce(
        [
          { actor: 'browser', ...post, path: '/payments/complete', body: JSON.stringify(ids), expected } as const,
          { actor: 'phone', method: 'GET', path: `/payments/complete?${query}`, expected: sentOn } as const,
          { actor: "i'mport", ...post, path: '/payments/webhook', body: webhook, expected } as const,
        ].map((exchange) => ({ times: RACERS_OF_A_ROAD, exchange })),
      );
      await tour.read(merchant_uid, { status: 'paid', 'history.length': 1 });
    },
  },
];
