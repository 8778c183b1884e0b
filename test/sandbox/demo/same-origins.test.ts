import { sameOrigins } from '../../../sandbox/demo/same-origins';

test.each([
  ['http://127.0.0.1:5050', ['http://127.0.0.1:5050', 'http://localhost:5050']],
  ['http://[::1]:5050', ['http://[::1]:5050', 'http://localhost:5050']],
  ['http://192.168.0.7:5050', ['http://192.168.0.7:5050']],
])('a visitor may have typed %s as %j', (url, origins) => {
  expect(sameOrigins(url)).toEqual(origins);
});
