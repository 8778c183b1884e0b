/** Suggested codes of banks for a refund: the standard ones. A PG may have codes of its own, so another one may be typed. */
export const BANK_CODES: Readonly<Record<string, string>> = {
  '002': '산업은행',
  '003': 'IBK기업은행',
  '004': 'KB국민은행',
  '007': '수협은행',
  '011': 'NH농협은행',
  '012': '지역농축협',
  '020': '우리은행',
  '023': 'SC제일은행',
  '027': '한국씨티은행',
  '031': 'iM뱅크(대구)',
  '032': '부산은행',
  '034': '광주은행',
  '035': '제주은행',
  '037': '전북은행',
  '039': '경남은행',
  '045': '새마을금고',
  '048': '신협',
  '071': '우체국',
  '081': '하나은행',
  '088': '신한은행',
  '089': '케이뱅크',
  '090': '카카오뱅크',
  '092': '토스뱅크',
};

/** The code of a listed bank that a person named in full or without its Latin prefix (`국민은행`); any other text as it is. */
export function bankCodeOf(text: string): string {
  const found = Object.entries(BANK_CODES).find(([code, name]) =>
    [name, name.replace(/^[A-Za-z]+/, ''), `${code} ${name}`].includes(text),
  );
  return found?.[0] ?? text;
}

/** A code with the name of its bank: `088 신한은행`; the code alone where it is not listed. */
export function bankText(code: string): string {
  return Object.hasOwn(BANK_CODES, code) ? `${code} ${BANK_CODES[code]}` : code;
}
