import type { Actor } from './access-key';
import { maskPersonal } from './masking';

/** What a person or a key did, or tried to do. */
export const AUDIT_ACTIONS = [
  'register',
  'amend',
  'cancel',
  'revoke',
  'close',
  'accept',
  'acknowledge',
  'recheck',
  'replay',
  'resend',
  'export',
  'redact',
  'signIn',
  'signOut',
  'refused',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** What an action was about, in the names of the API. Never a text of a buyer, a name, a number or an address. */
export interface AuditDetails {
  readonly request_id?: string;
  readonly imp_uid?: string;
  /** A decimal of the currency. */
  readonly amount?: number;
  readonly currency?: string;
  /** The terms that an amendment changed, by commas. */
  readonly fields?: string;
  readonly notification_id?: string;
  /** Whose dead letters are all sent again. */
  readonly carrier?: string;
  /** What was exported, and of which day or month. */
  readonly exported?: string;
  readonly route?: string;
  /** The scope that the key lacks. */
  readonly scope?: string;
}

/** One entry of the audit log. It holds no personal data of buyers, so it may be kept for as long as the shop wants. */
export interface AuditEntry {
  readonly at: Date;
  readonly action: AuditAction;
  /** The name of the key. */
  readonly actor: string;
  /** The person, as the caller names it. */
  readonly operator: string | null;
  /** The order; null if the action is about none. */
  readonly merchantUid: string | null;
  /** As it was given, with the values of the buyer, numbers and e-mail addresses masked. */
  readonly reason: string | null;
  readonly details: AuditDetails;
}

/** An entry with its id: that of the outbox entry which brought it. */
export interface AuditRecord extends AuditEntry {
  readonly id: string;
}

/** The reason of a deed; none for a redacted order, which keeps no free text. */
export function reasonOf({ redactedAt }: { readonly redactedAt?: Date }, reason: string): Pick<Deed, 'reason'> {
  return redactedAt === undefined ? { reason } : {};
}

/** What an actor does. */
export interface Deed {
  readonly action: AuditAction;
  /** @default none */
  readonly merchantUid?: string;
  /** Not masked yet. @default none */
  readonly reason?: string;
  /** What the order and the request hold of the buyer; it is masked in the reason. @default none */
  readonly personal?: readonly string[];
  /** @default none */
  readonly details?: AuditDetails;
}

/** Orders have room for one with each message. */
const MAX_REASON = 80;

/** The entry of an action. */
export function auditEntry({ name, operator }: Actor, deed: Deed, at: Date): AuditEntry {
  const { action, merchantUid = null, reason, personal = [], details = {} } = deed;
  return {
    at,
    action,
    actor: name,
    operator,
    merchantUid,
    reason: reason === undefined ? null : maskPersonal(reason, personal).slice(0, MAX_REASON),
    details,
  };
}
