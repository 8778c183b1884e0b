import { windowMessage } from '../../src/http/window-message';

test.each([
  [undefined, null],
  ['', null],
  [' \u200b\n', null],
  ['[결제포기] 사용자가 결제를 취소하셨습니다', '[결제포기] 사용자가 결제를 취소하셨습니다'],
  ['한도초과 (51)', '한도초과 (51)'],
  ['12345678', '…'],
  ['1234567', '1234567'],
  ['12-34 (56)\n78 원', '… 원'],
  ['１２３４５６７８', '…'],
  ['٠١٢٣٤٥٦٧', '…'],
  ['http://a.example', '…'],
  ['kakaotalk://open/x', '…'],
  ['WWW.a.example/x?y', '…'],
  ['open.kakao.com/o/abc 로 오세요', '… 로 오세요'],
  ['사기.한국 으로', '… 으로'],
  ['ｅｖｉｌ．ｃｏｍ', '…'],
  ['카드사 오류.다시 시도', '카드사 오류.다시 시도'],
])('%j is shown as %j', (said, shown) => {
  expect(windowMessage(said)).toBe(shown);
});

test('long messages are cut, and the rest is not read', () => {
  expect(windowMessage('x'.repeat(100_000))).toHaveLength(300);
  expect(windowMessage(`${' '.repeat(2_000)}한도초과`)).toBeNull();
});
