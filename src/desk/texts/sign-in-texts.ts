import { inBothLanguages } from './in-both-languages';

/** The texts of the sign-in. */
export const signInTexts = inBothLanguages({
  ko: {
    title: '로그인',
    lead: '운영자 키로 로그인합니다. 키는 서비스를 관리하는 담당자가 발급합니다.',
    key: '운영자 키',
    keyHint: 'chk_로 시작하는 키를 그대로 붙여 넣으세요. 쇼핑몰 서버의 키(ORDERS_API_KEY)로는 로그인할 수 없습니다.',
    submit: '로그인',
    wrongKey: '이 키로는 로그인할 수 없습니다. 운영자 키가 맞는지, 폐기된 키가 아닌지 확인해 주세요.',
    tooMany: '로그인 시도가 너무 많습니다. 15분 뒤에 다시 시도해 주세요.',
    signedOut: '로그아웃했습니다.',
    sessionEnded: '로그인 시간이 끝났습니다. 방금 보낸 내용은 처리되지 않았습니다. 다시 로그인한 뒤 확인해 주세요.',
  },
  en: {
    title: 'Sign in',
    lead: 'Sign in with your operator’s key. Whoever runs the service makes one for you.',
    key: 'Operator’s key',
    keyHint:
      'Paste the whole key; it begins with chk_. The key of the shop’s server (ORDERS_API_KEY) does not sign in.',
    submit: 'Sign in',
    wrongKey: 'This key does not sign in. Check that it is an operator’s key and that nobody has removed it.',
    tooMany: 'Too many tries. Try again in 15 minutes.',
    signedOut: 'You are signed out.',
    sessionEnded:
      'Your session has ended. What you have just sent was not done. Sign in again, then look before you repeat it.',
  },
});
