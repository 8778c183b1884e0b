import type { CancelReason, CancelState } from './cancel/cancel-state';
import type { Source } from './payment';
import type { Outcome } from './verdict';

/** What happened to an order beside its transitions, its attention and its messages, which have lists of their own. */
export type LogEntry =
  /** A report that changed what the order holds of its payment, and the verdict on it. */
  | {
      readonly kind: 'report';
      readonly at: Date;
      readonly source: Source;
      readonly impUid: string;
      /** As i'mport writes it. */
      readonly status: string;
      readonly outcome: Outcome;
    }
  /** A step of a cancel, and why it was made. */
  | {
      readonly kind: 'cancel';
      readonly at: Date;
      readonly id: string;
      readonly state: CancelState;
      readonly why: CancelReason | 'recorded';
    }
  /** The terms that the shop changed. */
  | { readonly kind: 'amended'; readonly at: Date; readonly fields: readonly string[] }
  /** The personal values were removed: their time was over, or a person asked for it. @property by the person's name */
  | { readonly kind: 'redacted'; readonly at: Date; readonly cause: RedactionCause; readonly by?: string }
  /** A person has dealt with the attention entries. @property by as the shop names the person; absent if it does not */
  | { readonly kind: 'acknowledged'; readonly at: Date; readonly entries: number; readonly by?: string }
  /** Delivered messages are sent again. */
  | {
      readonly kind: 'resent';
      readonly at: Date;
      readonly messages: number;
      /** The message, if it is one. */
      readonly id?: string;
      /** The `request_id` of the resend of a period. */
      readonly requestId?: string;
    };

/** `retention`: `RETAIN_BUYER_DAYS` had passed. `request`: the command `redact`. */
export type RedactionCause = 'retention' | 'request';

export const LOG_KINDS = [
  'report',
  'cancel',
  'amended',
  'acknowledged',
  'redacted',
  'resent',
] as const satisfies readonly LogEntry['kind'][];

/** The entries that an order keeps, the newest ones: so many reports, and so many of the other kinds together. */
export const MAX_LOG_ENTRIES = 200;
