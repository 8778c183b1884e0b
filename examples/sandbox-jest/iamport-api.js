'use strict';

/** The part of i'mport's REST API that the shop uses. `url` is https://api.iamport.kr in production. */
function createIamportApi({ url, impKey, impSecret }) {
  async function call(path, init) {
    const answer = await fetch(url + path, init);
    if (answer.status === 404) return null;
    const { code, message, response } = await answer.json();
    if (code !== 0) throw new Error(`i'mport: ${message}`);
    return response;
  }

  async function read(path) {
    const body = JSON.stringify({ imp_key: impKey, imp_secret: impSecret });
    const headers = { 'Content-Type': 'application/json' };
    const { access_token: token } = await call('/users/getToken', { method: 'POST', headers, body });
    return call(path, { headers: { Authorization: token } });
  }

  return {
    /** One payment; null if there is none. */
    getPayment: (impUid) => read(`/payments/${encodeURIComponent(impUid)}`),
    /** The newest payment of an order; null if there is none. */
    findPayment: (merchantUid) => read(`/payments/find/${encodeURIComponent(merchantUid)}`),
  };
}

module.exports = { createIamportApi };
