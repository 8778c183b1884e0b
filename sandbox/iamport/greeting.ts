import type { Sandbox } from './sandbox';

/** What the stand-alone sandbox prints at its start: the address, the keys, and lines to paste. */
export function greeting({ url, impKey, impSecret, inicisApiKey, merchantCode, settings }: Sandbox): string {
  const { live, test } = settings.current().webhookUrl;
  const json = "-H 'Content-Type: application/json'";
  return `
i'mport V1 sandbox listens on ${url}

  imp_key        ${impKey}
  imp_secret     ${impSecret}
  pg_api_key     ${inicisApiKey}
  merchant code  ${merchantCode}
  SDK script     ${url}/v1/iamport.js
  console        ${url}/_console
  every knob     ${url}/_help
  webhooks to    ${live ?? 'nowhere yet'} (live), ${test ?? 'nowhere yet'} (test)

Get a token, put a payment in place, look it up:

  TOKEN=$(curl -s ${url}/users/getToken ${json} \\
    -d '{"imp_key":"${impKey}","imp_secret":"${impSecret}"}' | sed 's/.*"access_token":"\\([^"]*\\).*/\\1/')
  curl -s ${url}/_sandbox/payments -d '{"imp_uid":"imp_1","merchant_uid":"0ce974e32304063f5689821d3b8ae818","amount":1004}'
  curl -s ${url}/payments/imp_1 -H "Authorization: $TOKEN"

Send webhooks, approve, let the next look-up fail, see every knob:

  curl -s -X PATCH ${url}/_sandbox/settings -d '{"webhookUrl":"http://127.0.0.1:3000/payments/webhook"}'
  curl -s -X POST ${url}/_sandbox/payments/imp_1/approve
  curl -s ${url}/_sandbox/faults -d '{"kind":"status","status":500,"times":1}'
  curl -s ${url}/_sandbox
`;
}
