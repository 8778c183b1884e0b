import type { Sandbox } from '../../iamport/create-sandbox';
import type { Actor, Answer, Exchange, ExpectedAnswer } from './exchange';

/** One stop of the tour. A new one is a new entry in the list of `tour-steps.ts`. */
export interface TourStep {
  readonly title: string;
  readonly run: (tour: Tour) => Promise<void>;
}

/** The two ids that every source brings. */
export interface PaymentIds {
  readonly imp_uid: string;
  readonly merchant_uid: string;
}

/** What a step can do. Whatever is answered is printed, and compared with what was expected. */
export interface Tour {
  /** The other side, with all its knobs. */
  readonly sandbox: Sandbox;
  /** Prints a line of explanation. */
  readonly note: (text: string) => void;
  /** Sends any request. */
  readonly send: (exchange: Exchange) => Promise<Answer>;
  /** Sends the same request several times, all of them together with those of the other lots. */
  readonly atOnce: (lots: readonly { readonly times: number; readonly exchange: Exchange }[]) => Promise<void>;
  /** The shop's server registers an order under a fresh key. @returns its `merchant_uid` */
  readonly register: (order: Readonly<Record<string, unknown>>) => Promise<string>;
  /** The shop's server reads an order. */
  readonly read: (merchantUid: string, fields?: ExpectedAnswer['fields']) => Promise<Answer>;
  /** The shop's server gives money back. */
  readonly cancel: (
    merchantUid: string,
    request: Readonly<Record<string, unknown>>,
    expected: ExpectedAnswer,
  ) => Promise<Answer>;
  /** The same as `read`, neither printed nor checked. */
  readonly peek: (merchantUid: string) => Promise<Answer>;
  /** A payment as it stands after the window was closed, without a webhook. @returns its ids */
  readonly pay: (fields: Parameters<Sandbox['payments']['create']>[0]) => PaymentIds;
  /** The browser's callback, as JSON. */
  readonly callback: (ids: PaymentIds, expected: ExpectedAnswer) => Promise<Answer>;
  /** The phone's redirect. */
  readonly redirect: (
    query: PaymentIds & Readonly<Record<string, string>>,
    expected: ExpectedAnswer,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Answer>;
  /** Prints the webhooks sent since the last call, once they are answered: so many of them, each with 200. @default 1 */
  readonly webhooks: (count?: number) => Promise<void>;
  /** Notes something that must hold. */
  readonly check: (isTrue: boolean, text: string) => void;
  /** The orders registered so far. */
  readonly orders: () => readonly string[];
}

/** How wide an actor's name is printed. */
export const ACTOR_WIDTH = 8;

/** A line of the tour's print-out, behind the one who acts. */
export function actorLine(actor: Actor | 'buyer' | '', text: string): string {
  return `   ${actor.padEnd(ACTOR_WIDTH)} ${text}`;
}
