import { differences } from '../../../../sandbox/demo/tour/exchange';

const answer = { http: 200, body: { status: 'paid', paid_by: null, history: [{ to: 'paid' }] } };

test('finds nothing where status and fields are the expected ones', () => {
  const fields = { status: 'paid', paid_by: null, 'history.length': 1, 'history.0.to': 'paid' };
  expect(differences(answer, { http: 200, fields })).toEqual([]);
  expect(differences(answer, { http: 200 })).toEqual([]);
});

test('names each thing that differs, also below what is not there', () => {
  const fields = { status: 'pending', 'history.1.to': 'paid', 'nobody.knows': true };
  expect(differences(answer, { http: 402, fields })).toEqual([
    'HTTP 402',
    'status "pending"',
    'history.1.to "paid"',
    'nobody.knows true',
  ]);
});
