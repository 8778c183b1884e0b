import type { Locale } from '../window/locale';

/** Headings of the help page; what stands under them comes from the control API's own tables, in English. */
export interface HelpTexts {
  title: string;
  intro: string;
  contents: string;
  console: string;
  pages: string;
  operations: string;
  faults: string;
  rules: string;
  attacker: string;
  settings: string;
  forged: string;
  /** Address and what is there. */
  addresses: readonly (readonly [string, string])[];
}

const KO: HelpTexts = {
  title: '샌드박스 도움말',
  intro: '아래의 모든 조작은 콘솔 화면과 curl로 할 수 있습니다. 본문은 JSON이며 Content-Type은 필요 없습니다.',
  contents: '목차',
  console: '콘솔',
  pages: '페이지와 스크립트',
  operations: '제어 API 전체',
  faults: 'API 장애 (POST /faults)',
  rules: '웹훅 규칙 (POST /webhooks/rules)',
  attacker: '공격자 도구',
  settings: '설정 (PATCH /settings)',
  forged: '존재하지 않는 결제를 알리는 웹훅',
  addresses: [
    ['/v1/iamport.js', '새 SDK 스크립트 (jQuery 불필요)'],
    ['/js/iamport.payment-1.2.0.js', '이전 SDK 스크립트, 버전은 무엇이든'],
    ['/guide/sample.html', '가이드의 예제 페이지'],
    ['/_console', '결제, 웹훅, 장애, 설정 화면'],
    ['/_help', '이 페이지'],
    ['/_sandbox', '제어 API (목록은 JSON)'],
  ],
};

const EN: HelpTexts = {
  title: 'Sandbox help',
  intro: 'Everything below can be done on the console page or with curl. Bodies are JSON; no Content-Type is needed.',
  contents: 'Contents',
  console: 'Console',
  pages: 'Pages and scripts',
  operations: 'The whole control API',
  faults: 'Faults of the API (POST /faults)',
  rules: 'Webhook rules (POST /webhooks/rules)',
  attacker: 'Attacker tools',
  settings: 'Settings (PATCH /settings)',
  forged: 'A webhook about a payment that does not exist',
  addresses: [
    ['/v1/iamport.js', 'The new SDK script (no jQuery)'],
    ['/js/iamport.payment-1.2.0.js', 'The old SDK script, any version'],
    ['/guide/sample.html', 'The guide’s sample page'],
    ['/_console', 'Payments, webhooks, faults and settings to click'],
    ['/_help', 'This page'],
    ['/_sandbox', 'The control API (its list as JSON)'],
  ],
};

/** The headings by language. */
export const HELP_TEXTS: Readonly<Record<Locale, HelpTexts>> = { ko: KO, en: EN };
