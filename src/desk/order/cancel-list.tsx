import type { VNode } from 'preact';
import { cancellationIdOf, isUnderWay, wasSent, type Cancel } from '../../domain/cancel/cancel';
import type { Language } from '../language';
import { Facts } from '../parts/facts';
import { Money } from '../parts/money';
import { Time } from '../parts/time';
import type { CancelState } from '../../domain/cancel/cancel-state';
import { cancelKindTexts, cancelStateTexts, causeTexts, refusedWhyTexts } from '../texts/cancel-state-texts';
import { orderTexts } from '../texts/order-texts';
import { timelineTexts } from '../texts/timeline-texts';
import type { TimelineEntry } from './timeline-line';

interface CancelListProps {
  readonly cancels: readonly Cancel[];
  /** The timeline of the order, which has who asked for what. */
  readonly entries: readonly TimelineEntry[];
  readonly language: Language;
}

const TONES: Readonly<Record<CancelState, string>> = {
  requested: 'wait',
  sent: 'wait',
  accepted: 'wait',
  done: 'good',
  refused: 'bad',
  unclear: 'bad',
  dropped: 'quiet',
};

/** The refunds and revocations of an order, the newest first. */
export function CancelList({ cancels, entries, language }: CancelListProps): VNode {
  const texts = orderTexts(language);
  if (cancels.length === 0) return <p class="card soft">{texts.noCancels}</p>;
  return (
    <ul class="plain stack">
      {cancels.toReversed().map((cancel) => (
        <li key={cancel.id} class="card">
          <CancelItem cancel={cancel} cause={causeOf(cancel, entries, language)} language={language} />
        </li>
      ))}
    </ul>
  );
}

interface CancelItemProps {
  readonly cancel: Cancel;
  readonly cause: string;
  readonly language: Language;
}

function CancelItem({ cancel, cause, language }: CancelItemProps): VNode {
  const texts = orderTexts(language);
  const { kind, state, amount, currency } = cancel;
  return (
    <>
      <p class="state">
        <span class={`label ${TONES[state]}`}>{cancelStateTexts(language)[state]}</span>{' '}
        <strong>
          {cancelKindTexts(language)[kind]}{' '}
          {kind === 'cancel' && <Money amount={amount} currency={currency} language={language} />}
        </strong>
      </p>
      <Facts
        facts={[
          [texts.answer, refusalOf(cancel, language)],
          [texts.reason, cancel.reason],
          [texts.cause, cause],
          [texts.payment, <code>{cancel.impUid}</code>],
          [texts.requestedAt, <Time at={cancel.requestedAt} />],
          [texts.sentAt, wasSent(cancel) ? <Time at={cancel.sentAt} /> : null],
          [texts.endedAt, isUnderWay(cancel) ? null : <Time at={cancel.endedAt} />],
          [texts.cancellation, cancellationIdOf(cancel)],
          [texts.requestId, <code>{cancel.id}</code>],
        ]}
      />
    </>
  );
}

/** Who wanted it: the key that asked for it, as long as the audit log's entry is at hand. */
function causeOf({ id, cause }: Cancel, entries: readonly TimelineEntry[], language: Language): string {
  const words = causeTexts(language)[cause];
  const asked = entries.find((entry) => entry.type === 'audit' && entry.details.request_id === id);
  if (cause !== 'shop' || asked?.type !== 'audit') return words;
  return [timelineTexts(language).byActor(asked.actor), asked.operator].filter(Boolean).join(' · ');
}

/** Why it was refused: the text of i'mport or the PG, or ours. */
function refusalOf(cancel: Cancel, language: Language): string | null {
  if (cancel.state !== 'refused') return null;
  return cancel.why === 'gatewayRefused' ? cancel.gatewayText : refusedWhyTexts(language)[cancel.why];
}
