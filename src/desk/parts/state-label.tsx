import type { VNode } from 'preact';
import type { OrderState } from '../../domain/order-state';
import type { Language } from '../language';
import { stateTexts } from '../texts/state-texts';

const TONES: Readonly<Record<OrderState, string>> = {
  pending: 'wait',
  ready: 'wait',
  paid: 'good',
  partially_cancelled: 'part',
  cancelled: 'quiet',
  expired: 'quiet',
  closed: 'quiet',
};

/** The state of an order in words. */
export function StateLabel({ state, language }: { readonly state: OrderState; readonly language: Language }): VNode {
  return <span class={`label ${TONES[state]}`}>{stateTexts(language)[state]}</span>;
}
