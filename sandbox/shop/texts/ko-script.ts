import type { ScriptTexts } from './shop-texts';

/** Korean, for the pages' scripts. */
export const KO_SCRIPT: ScriptTexts = {
  paying: '결제 진행 중…',
  checking: '결제 결과를 확인하고 있습니다…',
  noSdk: '결제 모듈을 불러오지 못했습니다. 새로고침한 뒤 다시 시도해 주세요.',
  orderFailed: '주문을 접수하지 못했습니다. 잠시 후 다시 시도해 주세요.',
  retry: '다시 결제하기',
  seeOrder: '주문 상세 보기',
  backToShop: '쇼핑 계속하기',
  copy: '복사',
  copied: '복사했습니다',
  waiting: '입금이 확인되면 이 화면이 자동으로 바뀝니다.',
  paidTwice: '이 주문에 결제가 두 번 이루어졌습니다. 두 번째 결제는 판매자가 환불해 드립니다.',
  attackRefused: '공격 시연: 조작된 결제를 서버가 거절했습니다.',
  attackBlocked: '공격 시연: 미리 등록된 금액과 달라 결제창이 열리지 않았습니다.',
  errors: {
    name: '이름을 16자 이내로 입력해 주세요.',
    tel: '휴대폰 번호를 숫자로 입력해 주세요. 예: 010-1234-5678',
    email: '이메일 주소를 정확히 입력해 주세요. 예: name@example.com',
  },
  labels: {
    order: '주문번호',
    product: '주문 상품',
    amount: '주문 금액',
    bank: '은행',
    number: '계좌번호',
    holder: '예금주',
    due: '입금기한',
    reason: '사유',
  },
  outcomes: {
    success: { tone: 'good', title: '결제가 완료되었습니다', advice: '주문해 주셔서 감사합니다.' },
    partlyCancelled: { tone: 'good', title: '결제 완료 (일부 취소됨)', advice: '결제 금액 중 일부가 취소되었습니다.' },
    vbankIssued: {
      tone: 'wait',
      title: '가상계좌가 발급되었습니다',
      advice: '아래 계좌로 기한 안에 입금하시면 결제가 완료됩니다.',
    },
    accountWithoutNumber: {
      tone: 'wait',
      title: '입금을 기다리고 있습니다',
      advice: '결제대행사가 화면, 이메일 또는 문자로 안내한 곳에 기한 안에 입금하시면 결제가 완료됩니다.',
    },
    forgery: {
      tone: 'bad',
      title: '결제 정보가 주문과 다릅니다',
      advice: '이 결제는 거절되었고, 주문은 처리되지 않습니다. 결제하셨다면 판매자에게 문의해 주세요.',
    },
    failed: { tone: 'bad', title: '결제하지 못했습니다', advice: '사유를 확인하시고 다시 결제해 주세요.' },
    pending: {
      tone: 'wait',
      title: '아직 결제되지 않았습니다',
      advice: '결제를 마치셨다면 잠시만 기다려 주세요. 확인되면 이 화면이 바뀝니다.',
    },
    cancelled: { tone: 'bad', title: '취소된 결제입니다', advice: '다시 구매하시려면 새로 주문해 주세요.' },
    duplicate: {
      tone: 'bad',
      title: '이미 결제된 주문입니다',
      advice: '두 번 결제하셨다면 환불을 위해 판매자에게 문의해 주세요.',
    },
    orderRefunded: {
      tone: 'bad',
      title: '이미 환불된 주문입니다',
      advice: '방금 결제하셨다면 판매자에게 환불을 문의하시고, 다시 구매하시려면 새로 주문해 주세요.',
    },
    orderClosed: {
      tone: 'bad',
      title: '마감된 주문입니다',
      advice: '결제 기한이 지났거나 판매자가 닫은 주문입니다. 환불은 판매자에게 문의해 주세요.',
    },
    paymentHeld: {
      tone: 'wait',
      title: '판매자가 결제를 확인하고 있습니다',
      advice: '다시 결제하지 마시고, 주문 처리나 환불은 판매자에게 문의해 주세요.',
    },
    paymentNotFound: {
      tone: 'bad',
      title: '인정되지 않은 결제입니다',
      advice: '유효한 결제를 찾을 수 없어 주문은 결제되지 않은 상태입니다. 결제하셨다면 판매자에게 문의해 주세요.',
    },
    orderNotFound: { tone: 'bad', title: '주문을 찾을 수 없습니다', advice: '주문번호를 다시 확인해 주세요.' },
    unavailable: {
      tone: 'wait',
      title: '결제 결과를 확인하고 있습니다',
      advice: '다시 결제하지 마시고, 잠시 후 주문 상세에서 확인해 주세요.',
    },
    unknown: {
      tone: 'wait',
      title: '결제 결과를 확인하지 못했습니다',
      advice: '다시 결제하지 마시고, 주문 상세에서 확인해 주세요.',
    },
  },
};
