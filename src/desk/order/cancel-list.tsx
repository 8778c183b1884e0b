import type { VNode } from 'preact';
import { cancellationIdOf, isUnderWay, wasSent, type Cancel } from '../../domain/cancel/cancel';
import type { Language } from '../language';
import { Facts } from '../parts/facts';
import { Money } from '../parts/money';
import { Time } from '../parts/time';
import type { CancelState } from '../../domain/cancel/cancel-state';
import { cancelKindTexts, cancelStateTexts, causeTexts, refusedWhyTexts } from '../texts/cancel-state-texts';
import { orderTexts } from '../texts/order-texts';

interface CancelListProps {
  readonly cancels: readonly Cancel[];
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
export function CancelList({ cancels, language }: CancelListProps): VNode {
  const texts = orderTexts(language);
  if (cancels.length === 0) return <p class="card soft">{texts.noCancels}</p>;
  return (
    <ul class="plain stack">
      {cancels.toReversed().map((cancel) => (
        <li key={cancel.id} class="card">
          <CancelItem cancel={cancel} language={language} />
        </li>
      ))}
    </ul>
  );
}

function CancelItem({ cancel, language }: { readonly cancel: Cancel; readonly language: Language }): VNode {
  const texts = orderTexts(language);
  const { kind, state, amount, currency, cause } = cancel;
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
          [texts.cause, causeTexts(language)[cause]],
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

/** Why it was refused: the text of i'mport or the PG, or ours. */
function refusalOf(cancel: Cancel, language: Language): string | null {
  if (cancel.state !== 'refused') return null;
  return cancel.why === 'gatewayRefused' ? cancel.gatewayText : refusedWhyTexts(language)[cancel.why];
}
