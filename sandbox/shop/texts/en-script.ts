import type { ScriptTexts } from './shop-texts';

/** English, for the pages' scripts. */
export const EN_SCRIPT: ScriptTexts = {
  paying: 'Payment in progress…',
  checking: 'Checking your payment…',
  noSdk: 'The payment module could not be loaded. Please reload the page and try again.',
  orderFailed: 'Your order could not be placed. Please try again in a moment.',
  retry: 'Try again',
  seeOrder: 'See your order',
  backToShop: 'Continue shopping',
  copy: 'Copy',
  copied: 'Copied',
  waiting: 'This page changes by itself once the deposit has arrived.',
  paidTwice: 'This order was paid twice. The shop refunds the second payment.',
  attackRefused: 'Attack demonstration: the server refused the tampered payment.',
  attackBlocked: 'Attack demonstration: the window did not open, since another amount is registered for this order.',
  errors: {
    name: 'Please enter your name, 16 characters at most.',
    tel: 'Please enter your phone number in digits, such as 010-1234-5678.',
    email: 'Please enter a valid e-mail address, such as name@example.com.',
  },
  labels: {
    order: 'Order',
    product: 'Product',
    amount: 'Amount',
    bank: 'Bank',
    number: 'Account',
    holder: 'Holder',
    due: 'Pay by',
    reason: 'Reason',
  },
  outcomes: {
    success: { tone: 'good', title: 'Payment complete', advice: 'Thank you for your order.' },
    partlyCancelled: { tone: 'good', title: 'Paid, cancelled in part', advice: 'A part of the amount was given back.' },
    vbankIssued: {
      tone: 'wait',
      title: 'Virtual account issued',
      advice: 'Your order is paid once the amount arrives on this account in time.',
    },
    accountWithoutNumber: {
      tone: 'wait',
      title: 'Waiting for your payment',
      advice: 'The payment provider tells you where to pay: on its page, by e-mail or by text message.',
    },
    forgery: {
      tone: 'bad',
      title: 'This payment does not match the order',
      advice: 'It was refused and the order is not paid. If you were charged, please contact the shop.',
    },
    failed: { tone: 'bad', title: 'Payment failed', advice: 'Please see the reason and try again.' },
    pending: {
      tone: 'wait',
      title: 'Not paid yet',
      advice: 'If you have finished paying, please wait a moment: this page changes once it is confirmed.',
    },
    cancelled: { tone: 'bad', title: 'This payment was cancelled', advice: 'Please place a new order to buy again.' },
    duplicate: {
      tone: 'bad',
      title: 'This order is already paid',
      advice: 'If you paid twice, please contact the shop for a refund.',
    },
    orderRefunded: {
      tone: 'bad',
      title: 'This order was refunded',
      advice: 'If you have just paid, please contact the shop; place a new order to buy again.',
    },
    orderClosed: {
      tone: 'bad',
      title: 'This order is closed',
      advice: 'It had expired or was closed before it was paid. Please contact the shop for a refund.',
    },
    paymentHeld: {
      tone: 'wait',
      title: 'The shop is checking your payment',
      advice: 'Do not pay again. Please contact the shop about your order or a refund.',
    },
    paymentNotFound: {
      tone: 'bad',
      title: 'This payment was not accepted',
      advice: 'No valid payment was found, so the order is not paid. If you were charged, please contact the shop.',
    },
    orderNotFound: { tone: 'bad', title: 'Order not found', advice: 'Please check the order number.' },
    unavailable: {
      tone: 'wait',
      title: 'We are checking your payment',
      advice: 'Do not pay again. Please look at your order in a moment.',
    },
    unknown: {
      tone: 'wait',
      title: 'Your payment could not be checked',
      advice: 'Do not pay again. Please look at your order.',
    },
  },
};
