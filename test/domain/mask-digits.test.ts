import { maskDigits } from '../../src/domain/masking';

test.each([
  { name: 'an account number', text: '계좌 90001234567890 오류', masked: '계좌 ***********890 오류' },
  { name: 'one with dashes', text: '110-123-456789', masked: '***-***-***789' },
  { name: 'a telephone number', text: '010-1234-5678 수신거부', masked: '***-****-*678 수신거부' },
  { name: 'each of two', text: '12345 and 67890', masked: '**345 and **890' },
  { name: 'no code of up to three digits', text: '취소불가 [E12] code 404', masked: '취소불가 [E12] code 404' },
  { name: 'no text', text: '이미 전액취소된 주문입니다.', masked: '이미 전액취소된 주문입니다.' },
  { name: 'nothing of nothing', text: '', masked: '' },
])('hides all but the last three digits of $name', ({ text, masked }) => {
  expect(maskDigits(text)).toBe(masked);
});
