import type { Settings } from '../settings';
import type { Texts } from '../window/pay-methods';

/** What a setting is called on the pages, what it does, and a value to try. */
export interface SettingNote {
  label: Texts;
  about: Texts;
  example: unknown;
}

/** One note for each setting: a setting without one does not compile. */
export const SETTING_NOTES: { [Name in keyof Settings]: SettingNote } = {
  webhookUrl: {
    label: { ko: '웹훅 URL', en: 'Webhook URL' },
    about: {
      ko: '콘솔의 웹훅 주소. 문자열 하나면 두 모드에 모두 쓰고, `{live, test}`로 나눌 수 있습니다 (§7.3)',
      en: 'The console’s webhook address; one text for both modes, or `{live, test}` (§7.3)',
    },
    example: { live: 'http://127.0.0.1:3000/payments/webhook', test: null },
  },
  webhookFormat: {
    label: { ko: '웹훅 형식', en: 'Webhook format' },
    about: {
      ko: '웹훅의 Content-Type: JSON 또는 form (§7.2)',
      en: 'Content type of webhooks: JSON or form (§7.2)',
    },
    example: 'form',
  },
  webhookRetry: {
    label: { ko: '웹훅 재시도', en: 'Retry webhooks' },
    about: {
      ko: '응답이 없거나 5xx이면 최대 5번 재전송. 아임포트의 기본값은 꺼짐 (§7.5)',
      en: 'Resend up to 5 times after no answer or 5xx; off at i’mport unless asked for (§7.5)',
    },
    example: true,
  },
  webhookRetryIntervalMs: {
    label: { ko: '재시도 간격(ms)', en: 'Retry interval (ms)' },
    about: {
      ko: '재전송 사이 간격. 아임포트는 60000 (§7.5)',
      en: 'Between two resends; i’mport: 60000 (§7.5)',
    },
    example: 1000,
  },
  webhookConnectTimeoutMs: {
    label: { ko: '웹훅 연결 제한(ms)', en: 'Webhook connect limit (ms)' },
    about: {
      ko: '첫 시도의 연결 제한. 아임포트는 10000 (§7.5)',
      en: 'First attempt, until connected; i’mport: 10000 (§7.5)',
    },
    example: 2000,
  },
  webhookReadTimeoutMs: {
    label: { ko: '웹훅 응답 제한(ms)', en: 'Webhook answer limit (ms)' },
    about: {
      ko: '첫 시도의 응답 제한. 아임포트는 30000 (§7.5)',
      en: 'First attempt, until answered; i’mport: 30000 (§7.5)',
    },
    example: 5000,
  },
  webhookResendTimeoutMs: {
    label: { ko: '웹훅 재전송 제한(ms)', en: 'Webhook resend limit (ms)' },
    about: {
      ko: '재전송 전체의 제한. 아임포트는 15000 (§7.5)',
      en: 'The whole of a resend; i’mport: 15000 (§7.5)',
    },
    example: 5000,
  },
  webhookFirst: {
    label: { ko: '웹훅 우선', en: 'Webhook first' },
    about: {
      ko: '웹훅의 응답을 받은 뒤에야 브라우저가 진행합니다 (§7.6)',
      en: 'The browser goes on only when the webhook was answered (§7.6)',
    },
    example: true,
  },
  cancelMode: {
    label: { ko: '취소 시점', en: 'When cancels take effect' },
    about: {
      ko: 'API 취소의 반영 시점: PG에 따라, 즉시, 또는 finish-cancel로 나중에 (§5.1)',
      en: 'Cancels by the API: as the PG does, at once, or later, by finish-cancel (§5.1)',
    },
    example: 'later',
  },
  confirmTimeoutMs: {
    label: { ko: 'confirm_url 제한(ms)', en: 'confirm_url limit (ms)' },
    about: {
      ko: 'confirm_url이 응답해야 하는 시간 (§6)',
      en: 'How long confirm_url may take (§6)',
    },
    example: 5000,
  },
  closedWindow: {
    label: { ko: '닫은 결제창의 상태', en: 'State after closing' },
    about: {
      ko: '구매자가 닫은 결제창이 남기는 상태. 이니시스는 failed (§10 no. 16)',
      en: 'What a closed window leaves behind; Inicis writes failed (§10 no. 16)',
    },
    example: 'failed',
  },
  rspStyle: {
    label: { ko: '콜백 필드', en: 'Callback fields' },
    about: {
      ko: '모든 필드, 또는 imp_uid, merchant_uid, error_code, error_msg만. by-pg는 PG와 스크립트에 따라 (§8.3)',
      en: 'All fields, or imp_uid, merchant_uid, error_code, error_msg only; by-pg goes by PG and script (§8.3)',
    },
    example: 'poor',
  },
  rspFlag: {
    label: { ko: '콜백 성공 표시', en: 'Callback flag' },
    about: {
      ko: '전체 필드 콜백의 성공 표시. by-script: /v1은 없음, /js는 success (§8.3)',
      en: 'Which success flag the rich callback carries; by-script: none from /v1, success from /js (§8.3)',
    },
    example: 'both',
  },
  redirectFlag: {
    label: { ko: '리디렉션 성공 표시', en: 'Redirect flag' },
    about: {
      ko: 'm_redirect_url에 붙는 성공 표시. 지금은 없음, 이전 가이드는 imp_success (§8.4)',
      en: 'Which success flag m_redirect_url gets; none today, imp_success in the older guide (§8.4)',
    },
    example: 'imp_success',
  },
  attacker: {
    label: { ko: '공격자 도구', en: 'Attacker tools' },
    about: {
      ko: '조작된 브라우저가 바꾸는 값. null이면 끝납니다',
      en: 'What a manipulated browser changes; null ends it',
    },
    example: null,
  },
  cancellationIdWhenUnset: {
    label: { ko: '취소 외 cancellation_id', en: 'cancellation_id outside cancels' },
    about: {
      ko: '취소가 아닌 웹훅의 cancellation_id: 없음 또는 null (알려지지 않음, §14.4)',
      en: 'Absent or null in webhooks that report no cancel (unknown, §14.4)',
    },
    example: 'null',
  },
  findAllUnknown: {
    label: { ko: '없는 주문의 findAll', en: 'findAll of unknown orders' },
    about: {
      ko: '없는 주문번호의 findAll: 스키마대로 404, 또는 빈 페이지 (알려지지 않음, §14.8)',
      en: '404 as the schema says, or an empty page (unknown, §14.8)',
    },
    example: 'empty-page',
  },
  statusAllInFind: {
    label: { ko: 'find의 상태 all', en: 'Status `all` in find' },
    about: {
      ko: 'find와 findAll의 상태 all: 스키마대로 400, 또는 모든 상태 (공식 클라이언트가 보냅니다, §3)',
      en: '400 as the schema says, or every status (official clients send it, §3)',
    },
    example: 'every-status',
  },
};
