import type { FaultKind, FaultRequest } from '../faults/fault';
import type { Settings } from '../settings';
import type { WebhookRule } from '../webhooks/webhook-rule';
import type { Texts } from '../window/pay-methods';

/** A knob's name on the pages, what it does, and a body that turns it. */
export interface KnobNote<Body> {
  label: Texts;
  about: Texts;
  example: Body;
}

type RuleEffect = Exclude<keyof WebhookRule, 'impUid' | 'merchantUid' | 'times'>;
type AttackerField = keyof NonNullable<Settings['attacker']>;

const LOOKUP = { route: 'GET /payments/:imp_uid', times: 1 } as const;
const CANCEL = { route: 'POST /payments/cancel', times: 1 } as const;

/** One example for each kind of fault: a kind without one does not compile. What a kind does is in `FAULT_KINDS`. */
export const FAULT_EXAMPLES: { [Kind in FaultKind]: FaultRequest } = {
  latency: { kind: 'latency', delayMs: 3000, ...LOOKUP },
  hold: { kind: 'hold', ...LOOKUP },
  'no-answer': { kind: 'no-answer', ...LOOKUP },
  stall: { kind: 'stall', ...LOOKUP },
  'connection-reset': { kind: 'connection-reset', ...CANCEL, when: 'after' },
  status: { kind: 'status', status: 500, ...LOOKUP },
  'broken-json': { kind: 'broken-json', ...LOOKUP },
  html: { kind: 'html', ...LOOKUP },
  empty: { kind: 'empty', ...LOOKUP },
  'null-response': { kind: 'null-response', ...LOOKUP },
  'pg-refusal': { kind: 'pg-refusal', message: '이미 취소된 거래입니다.', ...CANCEL },
};

/** One note for each effect of a webhook rule. */
export const RULE_NOTES: { [Effect in RuleEffect]: KnobNote<WebhookRule> } = {
  drop: {
    label: { ko: '유실', en: 'Drop' },
    about: {
      ko: '웹훅이 사라집니다',
      en: 'The webhook is lost',
    },
    example: { drop: true, times: 1 },
  },
  delayMs: {
    label: { ko: '지연(ms)', en: 'Delay (ms)' },
    about: {
      ko: '웹훅이 그만큼 늦게 나갑니다',
      en: 'The webhook leaves so much later',
    },
    example: { delayMs: 5000, times: 1 },
  },
  copies: {
    label: { ko: '전송 횟수', en: 'Copies' },
    about: {
      ko: '동시에 그만큼 여러 번 보냅니다. 2면 중복 한 번',
      en: 'The webhook is sent so often, at once; 2 is one duplicate',
    },
    example: { copies: 2 },
  },
  reorder: {
    label: { ko: '순서 뒤집기(개수)', en: 'Reorder (how many)' },
    about: {
      ko: '그 개수가 모일 때까지 붙잡았다가 마지막 것부터 보냅니다',
      en: 'Keeps webhooks back until there are so many, then sends the last one first',
    },
    example: { reorder: 2, times: 2 },
  },
  status: {
    label: { ko: '거짓 상태', en: 'Stale status' },
    about: {
      ko: '본문이 실제 대신 이 상태를 알립니다',
      en: 'The body tells this status instead of the true one',
    },
    example: { status: 'ready', times: 1 },
  },
  format: {
    label: { ko: '형식', en: 'Format' },
    about: {
      ko: '설정과 상관없이 이 형식으로 보냅니다',
      en: 'Sends in this encoding, whatever the settings say',
    },
    example: { format: 'form' },
  },
};

/** One note for each thing that an attacker can change in a browser. */
export const ATTACKER_NOTES: { [Field in AttackerField]: KnobNote<NonNullable<Settings['attacker']>> } = {
  payAmount: {
    label: { ko: '결제 금액 바꾸기', en: 'Pay another amount' },
    about: {
      ko: '페이지가 무엇을 요청했든 결제창은 이 금액을 받습니다',
      en: 'The window asks for this amount, whatever the page said',
    },
    example: { payAmount: 100 },
  },
  payCurrency: {
    label: { ko: '통화 바꾸기', en: 'Pay in another currency' },
    about: {
      ko: '결제창이 이 통화로 받습니다',
      en: 'The window asks for this currency',
    },
    example: { payCurrency: 'USD' },
  },
  channelKey: {
    label: { ko: '채널 바꾸기', en: 'Swap the channel' },
    about: {
      ko: '이 채널로 결제합니다. 테스트 채널은 돈이 들지 않습니다',
      en: 'The payment goes through this channel: a test channel costs nothing',
    },
    example: { channelKey: 'channel-test' },
  },
  returnImpUid: {
    label: { ko: '다른 주문의 imp_uid 돌려주기', en: 'Return another order’s imp_uid' },
    about: {
      ko: '상점 페이지에 이 imp_uid를 알립니다 (재사용 공격)',
      en: 'The shop’s page is told this imp_uid: a replay',
    },
    example: { returnImpUid: 'imp_700000000001' },
  },
};

/** What is sent to forge a webhook: nobody has paid anything. */
export const FORGED_WEBHOOK = {
  imp_uid: 'imp_999999999999',
  merchant_uid: '0ce974e32304063f5689821d3b8ae818',
  status: 'paid',
  url: 'http://127.0.0.1:3000/payments/webhook',
};
