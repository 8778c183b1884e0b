import { z } from 'zod';

/** A message that the service's outbox delivered, as its console carrier wrote it into the log. */
export interface Notification {
  readonly kind: 'sms' | 'event';
  /** What a person reads. */
  readonly text: string;
}

/** The service's log in the demo: what was delivered is kept, the rest can be followed. */
export interface DemoLog {
  /** Where the service's logger writes; one JSON line a call. */
  readonly write: (line: string) => void;
  /** What was delivered so far, oldest first. */
  readonly notifications: () => readonly Notification[];
  /** From now on each line of interest is told, too. */
  readonly follow: (tell: (text: string) => void) => void;
}

const Line = z.object({
  level: z.number(),
  msg: z.string().default(''),
  notification_id: z.string().optional(),
  to: z.string().optional(),
  text: z.string().optional(),
  event: z.string().optional(),
  data: z.object({ merchant_uid: z.string(), reason: z.string().optional() }).optional(),
  outcome: z.string().optional(),
  merchant_uid: z.string().optional(),
  imp_uid: z.string().nullish(),
  source: z.string().optional(),
  req: z.object({ method: z.string(), path: z.string() }).optional(),
  res: z.object({ statusCode: z.number() }).optional(),
  err: z.object({ message: z.string() }).optional(),
});
type Line = z.output<typeof Line>;

const WARNING = 40;

/** Makes an empty log. */
export function createDemoLog(): DemoLog {
  const delivered: Notification[] = [];
  let tell: (text: string) => void = () => undefined;
  return {
    write(json) {
      const line = Line.parse(JSON.parse(json));
      const notification = toNotification(line);
      if (notification) delivered.push(notification);
      const text = notification?.text ?? describeLine(line);
      if (text !== null) tell(text);
    },
    notifications: () => delivered,
    follow: (listener) => (tell = listener),
  };
}

function toNotification({ notification_id, to, text, event, data }: Line): Notification | null {
  if (notification_id === undefined) return null;
  if (text !== undefined) return { kind: 'sms', text: `SMS to ${to}: ${text.replaceAll('\n', ' / ')}` };
  if (event === undefined) return null;
  const reason = data?.reason === undefined ? '' : ` (${data.reason})`;
  return { kind: 'event', text: `event ${event} of order ${data?.merchant_uid}${reason}` };
}

function describeLine({ level, msg, outcome, merchant_uid, imp_uid, source, req, res, err }: Line): string | null {
  if (outcome !== undefined) {
    // A background look-up has no source of its own, and an order that expires has no payment.
    return `${msg}: ${imp_uid ?? `order ${merchant_uid}`}${source === undefined ? '' : ` by ${source}`} → ${outcome}`;
  }
  if (req && res) return `${req.method} ${req.path} → ${res.statusCode}`;
  return level >= WARNING ? `${msg}${err ? `: ${err.message}` : ''}` : null;
}
