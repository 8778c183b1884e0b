import { Schema } from 'mongoose';
import type { Cancel, CancelBaseline, CancelTerms, RefundAccount } from '../domain/cancel/cancel';
import { CANCEL_TRANSITIONS, type CancelState } from '../domain/cancel/cancel-state';
import {
  flag,
  listOf,
  moment,
  oneOf,
  onlyWhere,
  orAbsent,
  orNull,
  PART,
  text,
  textOrNull,
  whole,
  wholeOrNull,
  type Fields,
  type KeysOf,
} from './schema-fields';

const refundSchema = new Schema(
  { holder: text, bank: text, account: text, tel: textOrNull } satisfies Fields<RefundAccount>,
  PART,
);

const baselineSchema = new Schema(
  { cancelAmount: whole, cancellationIds: listOf(String) } satisfies Fields<CancelBaseline>,
  PART,
);

/** A stored cancel, for validators that depend on its other fields. */
type Stored = { readonly [Key in KeysOf<Cancel>]?: unknown };
const isRefund = ({ kind }: Stored) => kind === 'cancel';

const underWay = { refund: orNull(refundSchema), dueAt: moment, tries: whole };
const ended = { endedAt: moment };
const sending = { sentAt: moment, baseline: { type: baselineSchema, required: true } };

const STATES = {
  requested: underWay,
  sent: { ...underWay, ...sending },
  accepted: { ...underWay, ...sending },
  done: {
    ...ended,
    sentAt: onlyWhere(Date, isRefund),
    baseline: onlyWhere(baselineSchema, isRefund),
    cancellationId: {
      type: String,
      default(this: Stored) {
        return isRefund(this) ? null : undefined;
      },
      validate: {
        validator(this: Stored) {
          return isRefund(this);
        },
        message: 'does not belong there',
      },
    },
  },
  refused: {
    ...ended,
    sentAt: orAbsent(Date),
    baseline: onlyWhere(baselineSchema, ({ sentAt }: Stored) => sentAt !== undefined),
    gatewayText: onlyWhere(String, ({ why }: Stored) => why === 'gatewayRefused'),
  },
  unclear: { ...ended, ...sending },
  dropped: ended,
} satisfies { [State in CancelState]: Fields<Extract<Cancel, { state: State }>, keyof CancelTerms | 'state' | 'why'> };

/** A cancel. Its fields depend on its state. */
export const cancelSchema = new Schema(
  {
    state: oneOf(Object.keys(STATES)),
    id: text,
    kind: oneOf(Object.keys(CANCEL_TRANSITIONS)),
    cause: text,
    impUid: text,
    amount: whole,
    currency: text,
    all: flag,
    taxFree: wholeOrNull,
    vatAmount: wholeOrNull,
    retainPromotion: orAbsent(Boolean),
    requester: orAbsent(String),
    reason: text,
    fingerprint: textOrNull,
    requestedAt: moment,
  } satisfies Fields<CancelTerms> & { readonly state: unknown },
  { ...PART, discriminatorKey: 'state' },
);

for (const [state, fields] of Object.entries(STATES)) {
  const why = oneOf([...(state === 'requested' ? ['recorded'] : []), ...reasonsInto(state)]);
  cancelSchema.discriminator(state, new Schema({ ...fields, why }, PART));
}

/** The reasons of the transitions into a state. */
function reasonsInto(state: string): string[] {
  const rows = Object.values(CANCEL_TRANSITIONS).flatMap((states) => Object.values(states));
  return rows.flatMap((row) => Object.entries(row).flatMap(([why, to]) => (to === state ? [why] : [])));
}
