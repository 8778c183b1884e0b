import { inBothLanguages } from './in-both-languages';

interface PlainText {
  readonly title: string;
  readonly advice: string;
}

/** Why a page is not shown, and what to do. */
export type PlainReason =
  | 'insecure'
  | 'scopeMissing'
  | 'forged'
  | 'refused'
  | 'notFound'
  | 'invalidRequest'
  | 'tooManyRequests'
  | 'unavailable'
  | 'internalError';

/** The texts of pages that say one thing. */
export const plainTexts = inBothLanguages<Readonly<Record<PlainReason, PlainText>>>({
  ko: {
    insecure: {
      title: 'HTTPS로 접속해 주세요',
      advice:
        '데스크는 암호화되지 않은 연결로 열 수 없습니다. https:// 주소로 접속하세요. HTTPS 프록시 뒤에 있다면 TRUST_PROXY에 프록시 수를 설정하고, 프록시가 X-Forwarded-Proto를 보내는지 확인하세요. 같은 컴퓨터에서는 http://127.0.0.1 또는 http://localhost로 열 수 있습니다.',
    },
    scopeMissing: {
      title: '이 키에는 권한이 없습니다',
      advice: '필요한 권한이 있는 키로 다시 로그인하거나, 서비스를 관리하는 담당자에게 권한을 요청하세요.',
    },
    forged: {
      title: '처리하지 않았습니다',
      advice:
        '이 양식은 지금 로그인한 화면에서 보낸 것이 아닙니다. 페이지를 새로 연 뒤 내용을 확인하고 다시 보내 주세요.',
    },
    refused: {
      title: '처리하지 않았습니다',
      advice: '보내지 못한 메시지의 목록은 orders:read 권한이 있는 키로 볼 수 있습니다.',
    },
    notFound: { title: '찾을 수 없는 페이지입니다', advice: '메뉴에서 다시 찾아 주세요.' },
    invalidRequest: { title: '요청을 처리할 수 없습니다', advice: '입력한 내용을 확인하고 다시 보내 주세요.' },
    tooManyRequests: { title: '요청이 너무 많습니다', advice: '1분 뒤에 다시 시도해 주세요.' },
    unavailable: {
      title: '잠시 이용할 수 없습니다',
      advice: '데이터베이스 또는 아임포트가 응답하지 않습니다. 잠시 후 다시 시도해 주세요.',
    },
    internalError: {
      title: '오류가 발생했습니다',
      advice: '다시 시도해 주세요. 계속되면 서비스 로그의 "request failed"를 확인해 주세요.',
    },
  },
  en: {
    insecure: {
      title: 'Open the desk over https',
      advice:
        'The desk does not open over an unencrypted connection. Use the https:// address. Behind a TLS proxy, set TRUST_PROXY to the number of proxies, and let the proxy send X-Forwarded-Proto. On the machine itself, http://127.0.0.1 and http://localhost work.',
    },
    scopeMissing: {
      title: 'Your key may not do that',
      advice: 'Sign in with a key that has the scope, or ask whoever runs the service for it.',
    },
    forged: {
      title: 'Nothing was done',
      advice: 'The form did not come from a page of your session. Open the page again, look, and send it again.',
    },
    refused: {
      title: 'Nothing was done',
      advice: 'To see the failed messages, sign in with a key that has the scope orders:read.',
    },
    notFound: { title: 'No such page', advice: 'Use the menu to find it.' },
    invalidRequest: { title: 'The request cannot be read', advice: 'Check what you have entered, and send it again.' },
    tooManyRequests: { title: 'Too many requests', advice: 'Try again in a minute.' },
    unavailable: {
      title: 'Unavailable for the moment',
      advice: 'The database or i’mport does not answer. Try again in a moment.',
    },
    internalError: {
      title: 'Something went wrong',
      advice: 'Try again. If it happens again, look for "request failed" in the log of the service.',
    },
  },
});
