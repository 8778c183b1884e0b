import type { AuditAction } from '../../domain/audit';
import type { CancelReason, CancelState } from '../../domain/cancel/cancel-state';
import { toAmount } from '../../domain/money';
import type { AttentionReason } from '../../domain/order';
import type { OrderState } from '../../domain/order-state';
import type { Channel, ShopEventType } from '../../domain/outbox';
import type { PaymentStatus, Source } from '../../domain/payment';
import type { Outcome } from '../../domain/verdict';
import type { TimelineAnswer } from '../../http/contract/timeline-answer';
import type { Language } from '../language';
import { moneyText } from '../parts/money';
import { ATTENTION } from '../texts/attention-texts';
import { auditTexts } from '../texts/audit-texts';
import { cancelStateTexts, cancelWhyTexts } from '../texts/cancel-state-texts';
import { channelTexts, eventTexts, progressTexts } from '../texts/message-texts';
import { outcomeTexts, paymentStatusTexts, sourceTexts } from '../texts/payment-texts';
import { stateTexts } from '../texts/state-texts';
import { amendedFieldTexts, timelineTexts } from '../texts/timeline-texts';

export type TimelineEntry = TimelineAnswer['entries'][number];

/** An entry of a timeline in words: what happened, and further details. */
export interface TimelineLine {
  readonly what: string;
  readonly details: readonly (string | null | undefined)[];
}

/** The word for a code; the code itself where it has none, such as a new status of i'mport. */
function wordOf<Code extends string>(words: Readonly<Record<Code, string>>, code: string): string {
  return Object.hasOwn(words, code) ? words[code as Code] : code;
}

/** An entry of a timeline in words. The API has masked it. */
export function timelineLine(entry: TimelineEntry, language: Language): TimelineLine {
  const texts = timelineTexts(language);
  const source = (code: string | null) => code && wordOf<Source>(sourceTexts(language), code);
  switch (entry.type) {
    case 'registered': {
      const amount = toAmount(entry.amount, entry.currency);
      return {
        what: texts.registered,
        details: [entry.name, moneyText({ amount, currency: entry.currency, language })],
      };
    }
    case 'amended':
      return {
        what: texts.amended(entry.fields.map((field) => wordOf(amendedFieldTexts(language), field)).join(', ')),
        details: [],
      };
    case 'report': {
      const status = wordOf<PaymentStatus>(paymentStatusTexts(language), entry.status);
      const outcome = wordOf<Outcome>(outcomeTexts(language), entry.outcome);
      return { what: texts.report(status), details: [entry.imp_uid, outcome, source(entry.source)] };
    }
    case 'transition': {
      const states = stateTexts(language);
      const what = texts.transition(wordOf<OrderState>(states, entry.from), wordOf<OrderState>(states, entry.to));
      return { what, details: [entry.imp_uid, source(entry.source), entry.reason] };
    }
    case 'cancel': {
      const why = wordOf<CancelReason | 'recorded'>(cancelWhyTexts(language), entry.why);
      const what = texts.cancel(wordOf<CancelState>(cancelStateTexts(language), entry.status));
      return { what, details: [why, entry.request_id] };
    }
    case 'attention': {
      const reasons = ATTENTION[language];
      const what = Object.hasOwn(reasons, entry.reason) ? reasons[entry.reason as AttentionReason].what : entry.reason;
      return { what: texts.attention(what), details: [entry.imp_uid, source(entry.source), entry.notification_id] };
    }
    case 'acknowledged':
      return { what: texts.acknowledged(entry.entries), details: [entry.by && `${texts.by} ${entry.by}`] };
    case 'redacted':
      return { what: texts.redacted, details: [texts.causes[entry.cause], entry.by && `${texts.by} ${entry.by}`] };
    case 'resent':
      return { what: texts.resent(entry.messages), details: [entry.notification_id, entry.request_id] };
    case 'audit': {
      const action = wordOf<AuditAction>(auditTexts(language).actions, entry.action);
      const others = Object.entries(entry.details).flatMap(([name, value]) =>
        ['amount', 'currency', 'imp_uid'].includes(name) ? [] : [String(value)],
      );
      return { what: texts.audit(entry.actor, action), details: [...actorLine(entry, language).slice(1), ...others] };
    }
    case 'message':
      return messageLine(entry, language);
  }
}

/** Who did something, why, and over which amount. */
export function actorLine(
  { actor, operator, reason, details }: Extract<TimelineEntry, { type: 'audit' }>,
  language: Language,
): TimelineLine['details'] {
  const { amount, currency, imp_uid } = details;
  const money =
    amount === undefined || currency === undefined
      ? null
      : moneyText({ amount: toAmount(amount, currency), currency, language });
  return [timelineTexts(language).byActor(actor), operator, reason, money, imp_uid];
}

function messageLine(entry: Extract<TimelineEntry, { type: 'message' }>, language: Language): TimelineLine {
  const texts = timelineTexts(language);
  const channel = wordOf<Channel>(channelTexts(language), entry.channel);
  const event = entry.event && wordOf<ShopEventType>(eventTexts(language), entry.event);
  const what = texts.message([channel, event].filter(Boolean).join(': '), progressTexts(language)[entry.status]);
  return { what, details: [entry.to, texts.tries(entry.tries), entry.last_error, entry.notification_id] };
}
