import type { RequestedReplay } from '../../services/request-replay';
import type { RequestedResend } from '../../services/request-resend';
import { inBothLanguages } from './in-both-languages';

/** Why a request for many messages was refused. */
export type RequestRefusal = Exclude<(RequestedReplay | RequestedResend)['result'], 'recorded'>;

interface MessagesPageTexts {
  readonly title: string;
  readonly lead: string;
  readonly failed: string;
  readonly noneFailed: string;
  readonly noneOfCarrier: string;
  readonly nonePage: string;
  readonly carrier: string;
  readonly allCarriers: string;
  readonly count: string;
  readonly oldest: string;
  readonly atLeast: (count: string) => string;
  readonly replayAll: string;
  readonly replayAllOf: (carrier: string) => string;
  readonly list: (carrier: string | null) => string;
  readonly message: string;
  readonly order: string;
  readonly tries: string;
  readonly since: string;
  readonly lastError: string;
  readonly action: string;
  readonly replay: string;
  readonly replayOf: (message: string, merchantUid: string) => string;
  readonly requests: string;
  readonly requestsLead: string;
  readonly noRequests: string;
  readonly request: string;
  readonly askedAt: string;
  readonly progress: string;
  readonly state: string;
  readonly ended: string;
  readonly underWay: string;
  readonly sent: (messages: number, orders: number) => string;
  readonly replayRequest: (carrier: string) => string;
  readonly resendRequest: (from: string, to: string) => string;
  readonly refresh: string;
  readonly resend: string;
  readonly resendLead: string;
  readonly from: string;
  readonly fromHint: (days: number) => string;
  readonly to: string;
  readonly toHint: string;
  readonly submitResend: string;
  readonly needsOperate: string;
  readonly done: {
    readonly replayed: (merchantUid: string) => string;
    readonly replayAll: (carrier: string) => string;
    readonly resend: string;
  };
  readonly refused: Readonly<Record<RequestRefusal | 'periodInvalid', string>>;
}

/** The texts of the messages' page. */
export const messagesPageTexts = inBothLanguages<MessagesPageTexts>({
  ko: {
    title: '메시지',
    lead: '쇼핑몰 서버 이벤트, 구매자 문자 등 이 서비스가 보내는 메시지입니다. 하루가 넘도록 재시도해도 전달하지 못하면 발송 실패로 두고 멈춥니다. 받는 쪽을 고친 뒤 다시 보내세요. 이미 받은 메시지는 ID가 같아 받는 쪽에서 버립니다.',
    failed: '경로별 발송 실패',
    noneFailed: '발송에 실패한 메시지가 없습니다.',
    noneOfCarrier: '이 경로에는 발송에 실패한 메시지가 없습니다.',
    nonePage: '이 페이지에는 해당하는 메시지가 없습니다. 다음 페이지를 보세요.',
    carrier: '경로',
    allCarriers: '전체 보기',
    count: '건수',
    oldest: '가장 오래된 실패',
    atLeast: (count) => `${count}건 이상`,
    replayAll: '모두 다시 보내기',
    replayAllOf: (carrier) => `${carrier}: 모두 다시 보내기`,
    list: (carrier) => (carrier === null ? '발송 실패 목록' : `발송 실패 목록: ${carrier}`),
    message: '메시지',
    order: '주문',
    tries: '시도',
    since: '실패 시각',
    lastError: '마지막 오류',
    action: '처리',
    replay: '다시 보내기',
    replayOf: (message, merchantUid) => `주문 ${merchantUid}의 ${message} 다시 보내기`,
    requests: '대량 재발송 요청',
    requestsLead:
      '요청은 기록해 두고 백그라운드에서 처리합니다. 받는 쪽이 밀리거나 응답하지 않으면 기다렸다가 이어서 보냅니다.',
    noRequests: '요청한 적이 없습니다.',
    request: '요청',
    askedAt: '요청 시각',
    progress: '다시 보낸 메시지',
    state: '상태',
    ended: '끝남',
    underWay: '진행 중',
    sent: (messages, orders) => `${messages}건 (주문 ${orders}건)`,
    replayRequest: (carrier) => `발송 실패 메시지 모두: ${carrier}`,
    resendRequest: (from, to) => `기간 재발송: ${from} ~ ${to}`,
    refresh: '새로고침',
    resend: '기간 재발송',
    resendLead:
      '쇼핑몰 서버가 이벤트를 받고도 잃어버렸을 때(예: 백업에서 복구) 그 기간에 받은 이벤트를 모두 다시 보냅니다. 이미 처리한 이벤트는 ID가 같아 쇼핑몰 서버가 버립니다.',
    from: '시작',
    fromHint: (days) => `한국 시간. ${days}일 전부터 가능합니다.`,
    to: '끝',
    toHint: '비워 두면 지금까지입니다.',
    submitResend: '이 기간의 이벤트 다시 보내기',
    needsOperate: '다시 보내려면 operate 권한이 있는 키가 필요합니다.',
    done: {
      replayed: (merchantUid) => `주문 ${merchantUid}의 메시지를 다시 보냅니다.`,
      replayAll: (carrier) =>
        `발송에 실패한 메시지를 모두 다시 보냅니다: ${carrier}. 진행 상황은 아래 요청에서 볼 수 있습니다.`,
      resend: '기간 재발송을 시작합니다. 진행 상황은 아래 요청에서 볼 수 있습니다.',
    },
    refused: {
      conflict: '이 양식은 이미 다른 요청에 사용되었습니다. 페이지를 새로 열고 다시 요청하세요.',
      tooManyResends: '아직 끝나지 않은 요청이 너무 많습니다. 아래 요청이 끝난 뒤에 다시 요청하세요.',
      tooLongAgo: '시작이 너무 오래되었습니다. 더 오래된 이벤트는 주문 화면에서 주문별로 다시 보내세요.',
      periodInvalid: '시작과 끝을 확인하세요. 시작은 끝과 지금보다 앞이어야 합니다.',
    },
  },
  en: {
    title: 'Messages',
    lead: 'What this service sends: events to the shop’s server, text messages to buyers, and so on. A message that could not be delivered for more than a day has failed, and is not tried again by itself. Repair the receiver, then send it again. A receiver that has it already drops it by its id.',
    failed: 'Failed messages by carrier',
    noneFailed: 'No message has failed.',
    noneOfCarrier: 'No message of this carrier has failed.',
    nonePage: 'No such message is on this page. Go on with the next one.',
    carrier: 'Carrier',
    allCarriers: 'Show all',
    count: 'Messages',
    oldest: 'Oldest failure',
    atLeast: (count) => `${count} or more`,
    replayAll: 'Send all again',
    replayAllOf: (carrier) => `${carrier}: send all again`,
    list: (carrier) => (carrier === null ? 'Each failed message' : `Each failed message: ${carrier}`),
    message: 'Message',
    order: 'Order',
    tries: 'Tries',
    since: 'Failed',
    lastError: 'Last error',
    action: 'Action',
    replay: 'Send again',
    replayOf: (message, merchantUid) => `Send again: ${message} of order ${merchantUid}`,
    requests: 'Requests for many messages',
    requestsLead:
      'A request is recorded and carried out in the background. It waits while the receiver has enough to do or gives no answer, then goes on.',
    noRequests: 'Nobody has asked for any.',
    request: 'Request',
    askedAt: 'Asked for',
    progress: 'Sent again',
    state: 'State',
    ended: 'Done',
    underWay: 'Under way',
    sent: (messages, orders) => `${messages} (of ${orders} orders)`,
    replayRequest: (carrier) => `All failed messages: ${carrier}`,
    resendRequest: (from, to) => `Events of a period: ${from} to ${to}`,
    refresh: 'Refresh',
    resend: 'Send a period again',
    resendLead:
      'If the shop’s server has accepted events and lost them, for example because it was restored from a backup, it gets all events of that time again. Those that it still has, it drops by their ids.',
    from: 'From',
    fromHint: (days) => `Korean time; up to ${days} days ago.`,
    to: 'To',
    toHint: 'Empty means up to now.',
    submitResend: 'Send the events of this period again',
    needsOperate: 'To send messages again, sign in with a key that has the scope operate.',
    done: {
      replayed: (merchantUid) => `The message of order ${merchantUid} will be sent again.`,
      replayAll: (carrier) => `All failed messages will be sent again: ${carrier}. See below how far it has come.`,
      resend: 'The events of the period will be sent again. See below how far it has come.',
    },
    refused: {
      conflict: 'This form was used already for another request. Open the page again, and ask anew.',
      tooManyResends: 'Too many requests are under way. Wait until one of those below has ended, then ask again.',
      tooLongAgo: 'The period begins too long ago. Send older events again at their orders.',
      periodInvalid: 'Check the period: it must begin before it ends, and before now.',
    },
  },
});
