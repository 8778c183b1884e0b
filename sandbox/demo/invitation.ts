import type { DemoKey } from './demo-keys';
import type { PaymentIds } from './tour/tour-step';

/** What the demo offers once its tour is over. */
export interface InvitationFacts {
  /** The one address to open. */
  readonly shopUrl: string;
  readonly serviceUrl: string;
  readonly sandboxUrl: string;
  readonly ordersKey: string;
  /** Keys that open the desk. */
  readonly keys: readonly DemoKey[];
  /** An order that is registered and not paid yet, and a paid payment of it at i'mport. */
  readonly sample: PaymentIds;
}

/** A key as a shop should make them: nobody can guess it. */
const OWN_ORDER = '9f0c8a41d27b4e63b58c1d90e7f2a364';

/** What is printed while the demo stays up: the addresses, and lines to paste. */
export function invitation(facts: InvitationFacts): string {
  const { shopUrl, serviceUrl, sandboxUrl, ordersKey, keys, sample } = facts;
  const { imp_uid, merchant_uid } = sample;
  const json = "-H 'Content-Type: application/json'";
  const key = `-H 'Authorization: Bearer ${ordersKey}'`;
  const webhook = `{"imp_uid":"${imp_uid}","merchant_uid":"${merchant_uid}","status":"paid"}`;
  const ids = `{"imp_uid":"${imp_uid}","merchant_uid":"${merchant_uid}"}`;
  return `
The demo stays up. Without a browser: the service listens on ${serviceUrl}, and order ${merchant_uid} waits for its
payment, while ${imp_uid} is paid at i'mport.

  Report it as the browser's callback does, or as i'mport's webhook does
    curl -s ${serviceUrl}/payments/complete ${json} -d '${ids}'
    curl -s ${serviceUrl}/payments/webhook ${json} -d '${webhook}'

  Or as the redirect of a phone does: open
    ${serviceUrl}/payments/complete?imp_uid=${imp_uid}&merchant_uid=${merchant_uid}

  See the order
    curl -s ${serviceUrl}/orders/${merchant_uid} ${key}

  An order of your own, and a payment of it with its webhook
    curl -s ${serviceUrl}/orders ${key} ${json} -d '{"merchant_uid":"${OWN_ORDER}","name":"Mug","amount":12000}'
    curl -s ${sandboxUrl}/_sandbox/payments -d '{"imp_uid":"imp_mine","merchant_uid":"${OWN_ORDER}","amount":12000}'
    curl -s -X POST ${sandboxUrl}/_sandbox/payments/imp_mine/approve

  All that the sandbox can be asked to do
    curl -s ${sandboxUrl}/_sandbox

${framed(`Open the shop:  ${shopUrl}`)}

  Pay by card or virtual account; cheat under "데모 설정" (demo settings) and see it refused.
  Deposit, cancel, break things in the sandbox's console:  ${sandboxUrl}/_console
  Everything that the sandbox can do, with lines to paste: ${sandboxUrl}/_help

  Work as the shop's people at the desk:  ${serviceUrl}/desk
  Sign in with a key of this run:
${keys.map(keyLine).join('\n')}

Stop it with Ctrl+C. The log of the service follows.
`;
}

function keyLine({ name, scopes, key }: DemoKey): string {
  return `    ${name.padEnd(9)} ${key}   ${scopes.join(', ')}`;
}

function framed(text: string): string {
  const line = '─'.repeat(text.length + 4);
  return `  ┌${line}┐\n  │  ${text}  │\n  └${line}┘`;
}
