import type { Settings } from '../settings';
import type { Texts } from '../window/pay-methods';

/** What a setting is called on the pages, what it does, and a value to try. */
export interface SettingNote {
  label: Texts;
  about: string;
  example: unknown;
}

/** One note for each setting: a setting without one does not compile. */
export const SETTING_NOTES: { [Name in keyof Settings]: SettingNote } = {
  webhookUrl: {
    label: { ko: '웹훅 URL', en: 'Webhook URL' },
    about: 'The console’s webhook address; one text for both modes, or `{live, test}` (§7.3)',
    example: { live: 'http://127.0.0.1:3000/payments/webhook', test: null },
  },
  webhookFormat: {
    label: { ko: '웹훅 형식', en: 'Webhook format' },
    about: 'Content type of webhooks: JSON or form (§7.2)',
    example: 'form',
  },
  webhookRetry: {
    label: { ko: '웹훅 재시도', en: 'Retry webhooks' },
    about: 'Resend up to 5 times after no answer or 5xx; off at i’mport unless asked for (§7.5)',
    example: true,
  },
  webhookRetryIntervalMs: {
    label: { ko: '재시도 간격(ms)', en: 'Retry interval (ms)' },
    about: 'Between two resends; i’mport: 60000 (§7.5)',
    example: 1000,
  },
  webhookConnectTimeoutMs: {
    label: { ko: '웹훅 연결 제한(ms)', en: 'Webhook connect limit (ms)' },
    about: 'First attempt, until connected; i’mport: 10000 (§7.5)',
    example: 2000,
  },
  webhookReadTimeoutMs: {
    label: { ko: '웹훅 응답 제한(ms)', en: 'Webhook answer limit (ms)' },
    about: 'First attempt, until answered; i’mport: 30000 (§7.5)',
    example: 5000,
  },
  webhookResendTimeoutMs: {
    label: { ko: '웹훅 재전송 제한(ms)', en: 'Webhook resend limit (ms)' },
    about: 'The whole of a resend; i’mport: 15000 (§7.5)',
    example: 5000,
  },
  webhookFirst: {
    label: { ko: '웹훅 우선', en: 'Webhook first' },
    about: 'The browser goes on only when the webhook was answered (§7.6)',
    example: true,
  },
  cancelMode: {
    label: { ko: '취소 시점', en: 'When cancels take effect' },
    about: 'Cancels by the API: as the PG does, at once, or later, by finish-cancel (§5.1)',
    example: 'later',
  },
  confirmTimeoutMs: {
    label: { ko: 'confirm_url 제한(ms)', en: 'confirm_url limit (ms)' },
    about: 'How long confirm_url may take (§6)',
    example: 5000,
  },
  closedWindow: {
    label: { ko: '닫은 결제창의 상태', en: 'State after closing' },
    about: 'What a closed window leaves behind; Inicis writes failed (§10 no. 16)',
    example: 'failed',
  },
  rspStyle: {
    label: { ko: '콜백 필드', en: 'Callback fields' },
    about: 'All fields, or imp_uid, merchant_uid, error_code, error_msg only; by-pg goes by PG and script (§8.3)',
    example: 'poor',
  },
  rspFlag: {
    label: { ko: '콜백 성공 표시', en: 'Callback flag' },
    about: 'Which success flag the rich callback carries; by-script: none from /v1, success from /js (§8.3)',
    example: 'both',
  },
  redirectFlag: {
    label: { ko: '리디렉션 성공 표시', en: 'Redirect flag' },
    about: 'Which success flag m_redirect_url gets; none today, imp_success in the older guide (§8.4)',
    example: 'imp_success',
  },
  attacker: {
    label: { ko: '공격자 도구', en: 'Attacker tools' },
    about: 'What a manipulated browser changes; null ends it',
    example: null,
  },
  cancellationIdWhenUnset: {
    label: { ko: '취소 외 cancellation_id', en: 'cancellation_id outside cancels' },
    about: 'Absent or null in webhooks that report no cancel (unknown, §14.4)',
    example: 'null',
  },
  findAllUnknown: {
    label: { ko: '없는 주문의 findAll', en: 'findAll of unknown orders' },
    about: '404 as the schema says, or an empty page (unknown, §14.8)',
    example: 'empty-page',
  },
};
