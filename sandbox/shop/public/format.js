import { pageData } from './page-data.js';

const isKorean = pageData.language === 'ko';

/** An amount as people read it: `64,900원`, or `₩64,900` in English. */
export function won(amount) {
  const digits = amount.toLocaleString('en-US');
  return isKorean ? `${digits}원` : `₩${digits}`;
}

/** A deadline in Korean time, whatever the visitor's own zone. */
export function koreanTime(iso) {
  const time = new Intl.DateTimeFormat(isKorean ? 'ko-KR' : 'en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'Asia/Seoul',
  });
  return isKorean ? time.format(new Date(iso)) : `${time.format(new Date(iso))} (KST)`;
}
