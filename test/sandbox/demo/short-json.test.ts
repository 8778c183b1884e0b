import { shortJson } from '../../../sandbox/demo/short-json';

test('a body of which nothing is left out is plain JSON', () => {
  expect(shortJson({ status: 'paid', amount: 1004 })).toBe('{"status":"paid","amount":1004}');
});

test('empty fields are left out, and an ellipsis says so', () => {
  expect(shortJson({ status: 'paid', paid_by: null, attention: [] })).toBe('{"status":"paid",…}');
});

test('only the fields asked for are shown, in lists too', () => {
  const body = { status: 'paid', name: 'Mug', history: [{ at: '2026-11-21', from: 'pending', to: 'paid' }] };
  const shown = { status: true, history: ['from', 'to'] } as const;
  expect(shortJson(body, shown)).toBe('{"status":"paid","history":[{"from":"pending","to":"paid",…}],…}');
});

test('a long body is cut', () => {
  const text = shortJson({ text: 'x'.repeat(1000) });
  expect(text).toHaveLength(401);
  expect(text.endsWith('…')).toBe(true);
});
