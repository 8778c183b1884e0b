/** A line of the service's log, as far as it is read here. */
interface LogLine {
  readonly level?: number;
  readonly msg?: string;
  readonly source?: string;
  readonly req?: { readonly path?: string };
  readonly res?: { readonly statusCode?: number };
}

const ERROR = 50;

/** What the log of a service says of its 5xx answers. */
export interface Faults {
  /** Every 5xx but those of `notKnownYet`. */
  readonly unexpected: readonly string[];
  /** 503s of webhooks about a payment that i'mport does not show, of an order that waits for one. */
  readonly notKnownYet: number;
}

/** Reads the answers of a service from its log. */
export function countFaults(output: string): Faults {
  const lines = output
    .split('\n')
    .filter((text) => text.startsWith('{'))
    .map((text) => ({ text, line: JSON.parse(text) as LogLine }));
  const answers = lines.filter(({ line }) => (line.res?.statusCode ?? 0) >= 500);
  const ofWebhooks = answers.filter(({ line }) => line.req?.path === '/payments/webhook');
  const explained = lines.filter(
    ({ line }) => line.source === 'webhook' && line.msg === 'payment not known to the gateway yet',
  ).length;
  const isExplained = ofWebhooks.length === explained && ofWebhooks.every(({ line }) => line.res?.statusCode === 503);
  const unexpected = lines.filter(({ line }) => line.msg === 'request failed' || (line.level ?? 0) > ERROR);
  const others = answers.filter((answer) => !isExplained || !ofWebhooks.includes(answer));
  return { unexpected: [...unexpected, ...others].map(({ text }) => text), notKnownYet: explained };
}
