import type { PaymentIds } from './tour/tour-step';

/** What the demo offers once its tour is over. */
export interface InvitationFacts {
  readonly serviceUrl: string;
  readonly sandboxUrl: string;
  readonly ordersKey: string;
  /** An order that is registered and not paid yet, and a paid payment of it at i'mport. */
  readonly sample: PaymentIds;
}

/** What is printed while the demo stays up: the addresses, and lines to paste. */
export function invitation({ serviceUrl, sandboxUrl, ordersKey, sample }: InvitationFacts): string {
  const { imp_uid, merchant_uid } = sample;
  const json = "-H 'Content-Type: application/json'";
  const key = `-H 'Authorization: Bearer ${ordersKey}'`;
  const webhook = `{"imp_uid":"${imp_uid}","merchant_uid":"${merchant_uid}","status":"paid"}`;
  const ids = `{"imp_uid":"${imp_uid}","merchant_uid":"${merchant_uid}"}`;
  return `
The demo stays up. The service listens on ${serviceUrl}, the sandbox in i'mport's place on ${sandboxUrl}.
Order ${merchant_uid} waits for its payment, and ${imp_uid} is paid at i'mport:

  Open in a browser (the redirect of a phone)
    ${serviceUrl}/payments/complete?imp_uid=${imp_uid}&merchant_uid=${merchant_uid}

  Or report it as the browser's callback does, or as i'mport's webhook does
    curl -s ${serviceUrl}/payments/complete ${json} -d '${ids}'
    curl -s ${serviceUrl}/payments/webhook ${json} -d '${webhook}'

  See the order
    curl -s ${serviceUrl}/orders/${merchant_uid} ${key}

  An order of your own, and a payment of it with its webhook
    curl -s ${serviceUrl}/orders ${key} ${json} -d '{"merchant_uid":"my-order","name":"Mug","amount":12000}'
    curl -s ${sandboxUrl}/_sandbox/payments -d '{"imp_uid":"imp_mine","merchant_uid":"my-order","amount":12000}'
    curl -s -X POST ${sandboxUrl}/_sandbox/payments/imp_mine/approve

  All that the sandbox can be asked to do
    curl -s ${sandboxUrl}/_sandbox

Stop it with Ctrl+C.
`;
}
