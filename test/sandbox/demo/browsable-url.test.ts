import { browsableUrl } from '../../../sandbox/demo/browsable-url';

test.each([
  ['http://0.0.0.0:5050/result', 'http://127.0.0.1:5050/result'],
  ['http://[::]:5050', 'http://[::1]:5050'],
  ['http://127.0.0.1:5050', 'http://127.0.0.1:5050'],
])('%s is opened as %s', (url, opened) => {
  expect(browsableUrl(url)).toBe(opened);
});
