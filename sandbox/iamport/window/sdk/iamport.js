/**
 * The sandbox's stand-in for i'mport's browser SDK. It is served where the real one is, `/v1/iamport.js` and
 * `/js/iamport.payment-<version>.js`, and finds the sandbox by its own address. Plain ES2017, no jQuery needed.
 * Texts that begin with [sandbox] are the sandbox's own.
 */
(function () {
  'use strict';

  const script = findScript();
  const origin = new URL(script.src, document.baseURI).origin;
  const flavour = /\/js\/iamport\.payment-[^/]*\.js/.test(script.src) ? 'legacy' : 'v1';
  const CURTAIN =
    'position:fixed;inset:0;width:100%;height:100%;max-width:none;max-height:none;margin:0;padding:0;border:0;' +
    'outline:0;z-index:2147483000;display:flex;align-items:center;justify-content:center;' +
    'background:rgba(10,16,28,.55)';
  const isWide = window.innerWidth > 560;
  const FRAME =
    'width:100%;height:100%;border:0;background:Canvas;box-shadow:0 24px 64px rgba(0,0,0,.35);' +
    (isWide ? 'max-width:480px;max-height:min(820px,calc(100% - 32px));border-radius:16px' : '');
  const USED =
    /^(channelKey|pg|pay_method|merchant_uid|name|amount|currency|tax_free|vat_amount|custom_data|digital|popup|escrow|(notice|confirm|m_redirect)_url|customer_uid|vbank_due|buyer_(name|tel|email|addr|postcode))$/;
  const UNIMITATED = /^(app_scheme|language|products|biz_num|display|card|useFreeInterestFromMall)$/;
  let merchantCode = null;
  /** The request under way: { frame, dialog, checkout, finish, ... }; one window at a time. */
  let active = null;

  window.IMP = {
    init: init,
    agency: (code, tier) => init(code, tier),
    request_pay: requestPay,
    certification: (params, callback) => refuseUnimitated('certification', callback),
  };
  // A page that the back button restores as it was left must not stay under the curtain.
  window.addEventListener('pageshow', (event) => event.persisted && active && finish(active));

  function findScript() {
    if (document.currentScript && document.currentScript.src) return document.currentScript;
    const all = Array.from(document.querySelectorAll('script[src]'));
    const own = all.filter((it) => /\/v1\/iamport\.js|\/js\/iamport\.payment-[^/]*\.js/.test(it.src)).pop();
    if (!own) throw new Error('[sandbox] iamport.js cannot find the address it was loaded from');
    return own;
  }

  function init(code) {
    if (typeof code !== 'string' || code === '') throw new Error('[sandbox] IMP.init: 가맹점 식별코드가 필요합니다.');
    if (merchantCode !== null) console.warn('[sandbox] IMP.init은 한 번만 호출해야 합니다 (called more than once).');
    merchantCode = code;
  }

  function requestPay(params, callback) {
    if (merchantCode === null) throw new Error('[sandbox] IMP.request_pay보다 IMP.init을 먼저 호출해야 합니다.');
    if (active) {
      console.warn('[sandbox] 결제창이 이미 열려 있습니다 (request_pay ignored: a window is open).');
      return;
    }
    warnOfMistakes(params);
    const request = { params: params, callback: callback, returnFocus: document.activeElement };
    active = request;
    whenBody(() => {
      if (active !== request) return;
      drawCurtain(request);
      openCheckout(request).then((answer) => proceed(request, answer));
    });
  }

  /** Mistakes that the real service punishes later, or silently. */
  function warnOfMistakes(params) {
    const url = params && params.m_redirect_url;
    if (url && !/^[a-z][a-z0-9+.-]*:/i.test(url)) {
      console.warn('[sandbox] m_redirect_url must be an absolute address: ' + url);
    }
    const names = params && typeof params === 'object' ? Object.keys(params) : [];
    const ignored = names.filter((name) => !USED.test(name));
    for (const why of ['not imitated', 'unknown']) {
      const named = ignored.filter((name) => UNIMITATED.test(name) === (why === 'not imitated')).join(', ');
      if (named) console.warn('[sandbox] request_pay ignores parameters ' + why + ' here: ' + named);
    }
  }

  function openCheckout(request) {
    const caller = { merchantCode: merchantCode, script: flavour, hasCallback: typeof request.callback === 'function' };
    return new Promise((resolve) => resolve(JSON.stringify({ params: request.params, caller: caller })))
      .then((body) =>
        fetch(origin + '/_window/checkouts', {
          method: 'POST',
          mode: 'cors',
          credentials: 'omit',
          headers: { 'Content-Type': 'application/json' },
          body: body,
        }),
      )
      .then((response) => {
        if (!response.ok) throw new Error('HTTP ' + response.status);
        return response.json();
      })
      .catch((error) => ({ opened: false, told: { way: 'callback', rsp: unreachable(request.params, error) } }));
  }

  function unreachable(params, error) {
    const failed = {
      imp_uid: null,
      merchant_uid: (params && params.merchant_uid) || '',
      error_code: 'SANDBOX_UNREACHABLE',
      error_msg: '[sandbox] 결제창을 열지 못했습니다: ' + error.message,
    };
    return flavour === 'legacy' ? Object.assign({ success: false }, failed) : failed;
  }

  function proceed(request, answer) {
    if (active !== request) return;
    if (!answer.opened) return tell(request, answer.told);
    if (answer.way === 'redirect') return window.location.assign(origin + answer.path);
    showFrame(request, answer);
  }

  function tell(request, told) {
    if (told.way === 'redirect') return go(told.url);
    finish(request);
    if (typeof request.callback === 'function') return request.callback(told.rsp);
    if (told.rsp.error_msg) {
      console.error('[sandbox] request_pay: ' + told.rsp.error_msg);
      window.alert(told.rsp.error_msg);
    }
  }

  function go(url) {
    if (/^\s*(javascript|data|vbscript):/i.test(url)) throw new Error('[sandbox] refused to go to ' + url);
    window.location.assign(url);
  }

  // --- the curtain and the frame -----------------------------------------------------------------------------------

  /** A modal dialog makes the page below inert, which is the focus trap; styles go through the CSSOM, past any CSP. */
  function drawCurtain(request) {
    const dialog = document.createElement('dialog');
    dialog.id = 'imp-window';
    dialog.setAttribute('aria-label', '결제창');
    dialog.tabIndex = -1;
    dialog.style.cssText = CURTAIN;
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      askToClose(request);
    });
    request.dialog = dialog;
    request.onMessage = (event) => hear(request, event);
    window.addEventListener('message', request.onMessage);
    request.overflow = document.documentElement.style.overflow;
    document.documentElement.style.overflow = 'hidden';
    document.body.appendChild(dialog);
    if (dialog.showModal) dialog.showModal();
    else dialog.setAttribute('open', '');
  }

  function showFrame(request, answer) {
    const frame = document.createElement('iframe');
    frame.id = 'imp-iframe';
    frame.name = 'imp-iframe';
    frame.title = '결제창';
    frame.style.cssText = FRAME;
    frame.addEventListener('load', () => frame.focus());
    request.checkout = answer.id;
    request.frame = frame;
    frame.src = origin + answer.path;
    request.dialog.appendChild(frame);
  }

  /** Escape outside the frame: the window itself knows whether it may close. */
  function askToClose(request) {
    if (!request.frame) return;
    const message = { from: 'iamport-sandbox-shop', type: 'close', checkout: request.checkout };
    request.frame.contentWindow.postMessage(message, origin);
  }

  /** Believes only the frame it opened, from the sandbox's origin, about its own checkout. */
  function hear(request, event) {
    if (event.origin !== origin || !request.frame || event.source !== request.frame.contentWindow) return;
    const message = event.data;
    if (!message || message.from !== 'iamport-sandbox-window' || message.checkout !== request.checkout) return;
    if (message.type === 'ended' && message.rsp) tell(request, { way: 'callback', rsp: message.rsp });
  }

  function finish(request) {
    active = null;
    window.removeEventListener('message', request.onMessage);
    if (!request.dialog) return;
    request.dialog.remove();
    document.documentElement.style.overflow = request.overflow;
    if (request.returnFocus && request.returnFocus.focus) request.returnFocus.focus();
  }

  function whenBody(action) {
    if (document.body) return action();
    document.addEventListener('DOMContentLoaded', action, { once: true });
  }

  function refuseUnimitated(name, callback) {
    const text = '[sandbox] IMP.' + name + ' is not imitated';
    console.error(text);
    const failed = { success: false, imp_uid: null, error_code: 'SANDBOX_UNIMITATED', error_msg: text };
    if (typeof callback === 'function') callback(failed);
  }
})();
