/** What the shop's server and the checkout service answer to a plain page. No library, no build step needed. */
const MERCHANT_CODE = 'imp00000000';
const TEXTS = {
  success: '결제가 완료되었습니다.',
  vbankIssued: '가상계좌가 발급되었습니다. 기한 안에 입금해 주세요.',
  forgery: '결제 정보가 주문과 달라 거절되었습니다.',
  failed: '결제하지 못했습니다.',
  pending: '아직 결제되지 않았습니다.',
};

const button = /** @type {HTMLButtonElement} */ (document.getElementById('pay'));
const text = /** @type {HTMLElement} */ (document.getElementById('result'));

window.IMP?.init(MERCHANT_CODE);
button.addEventListener('click', requestPay);

async function requestPay() {
  // A disabled button gets no second click.
  button.disabled = true;
  try {
    // The shop's server makes the order: it knows the price, and the service knows the order before it is paid.
    const { payment } = await post('/api/orders', { goods: 'chair', method: 'card' });
    if (!window.IMP) throw new Error('결제 모듈을 불러오지 못했습니다.');
    window.IMP.request_pay(payment, completePayment);
  } catch (error) {
    show(String(error));
  }
}

/**
 * The callback. Neither `success` nor `error_code` says whether money was paid, so the service is asked whenever there is
 * an `imp_uid`.
 *
 * @param {import('../shared/iamport').RequestPayResponse} rsp
 */
async function completePayment(rsp) {
  if (!rsp.imp_uid) return show(rsp.error_msg ?? TEXTS.failed);
  try {
    const ids = { imp_uid: rsp.imp_uid, merchant_uid: rsp.merchant_uid };
    const { status, vbank_name, vbank_num } = await post('/payments/complete', ids);
    const account = status === 'vbankIssued' ? ` ${vbank_name ?? ''} ${vbank_num ?? '결제대행사가 안내한 곳'}` : '';
    show((TEXTS[/** @type {keyof typeof TEXTS} */ (status)] ?? `결제를 확인하지 못했습니다 (${status}).`) + account);
  } catch {
    show('결제 결과를 확인하고 있습니다. 다시 결제하지 말고 잠시 기다려 주세요.');
  }
}

/**
 * @param {string} url
 * @param {object} body
 */
async function post(url, body) {
  const headers = { 'Content-Type': 'application/json' };
  const reply = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return reply.json();
}

/** @param {string} message */
function show(message) {
  button.disabled = false;
  text.textContent = message;
}
