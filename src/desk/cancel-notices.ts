import type { Cancel } from '../domain/cancel/cancel';
import type { Order } from '../domain/order';
import { cancelReplyCode, closedReplyCode } from '../http/cancel-reply-code';
import type { Language } from './language';
import type { Notice } from './page-context';
import { moneyText } from './parts/money';
import { orderFormTexts } from './texts/order-form-texts';

/** What is told after a refund or a revocation. */
export function cancelNotice(cancel: Cancel, language: Language): Notice {
  const texts = orderFormTexts(language);
  const code = cancelReplyCode(cancel);
  switch (code) {
    case 'cancelDone':
      return { tone: 'good', text: texts.cancelDone(moneyText({ ...cancel, language })) };
    case 'accountRevoked':
      return { tone: 'good', text: texts.accountRevoked };
    case 'cancelling':
      return { tone: 'wait', text: texts.cancelling };
    case 'cancelRefused':
    case 'cancelUnclear':
      return { tone: 'bad', text: texts[code] };
  }
}

/** What is told after a closing. */
export function closedNotice(order: Order, language: Language): Notice {
  const code = closedReplyCode(order);
  return { tone: code === 'closed' ? 'good' : 'bad', text: orderFormTexts(language)[code] };
}
