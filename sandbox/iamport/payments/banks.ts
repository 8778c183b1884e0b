/** Banks that issue virtual accounts, by their standard code, with the names PGs print. */
export const BANKS: Readonly<Record<string, string>> = {
  '003': 'IBK기업은행',
  '004': 'KB국민은행',
  '011': 'NH농협은행',
  '020': '우리은행',
  '023': 'SC제일은행',
  '031': 'iM뱅크(대구)',
  '032': '부산은행',
  '071': '우체국',
  '081': '하나은행',
  '088': '신한은행',
};
