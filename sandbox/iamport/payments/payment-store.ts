import { Impossible } from '../impossible';
import { type Clock, unixSeconds } from '../unix-seconds';
import { buildPayment } from './build-payment';
import type { NewPayment, Payment } from './payment';
import type { PaymentRecord, PaymentSetup } from './payment-record';

/** What a {@link PaymentStore} reads the outside world through. */
export interface PaymentStoreDeps {
  now: Clock;
  /** Lowercase hex text of that many characters. */
  randomHex: (characters: number) => string;
}

/** All payments of the merchant, in memory. */
export interface PaymentStore {
  insert: (fields: NewPayment, setup?: Partial<PaymentSetup>) => PaymentRecord;
  find: (impUid: string) => PaymentRecord | undefined;
  /** @throws Impossible `unknown-payment` */
  require: (impUid: string) => PaymentRecord;
  /** Changes fields; a new status also moves `updatedAt`. */
  update: (record: PaymentRecord, fields: Partial<Payment>) => void;
  /** Every attempt under this order key, oldest first: there can be many (§3). */
  ofMerchantUid: (merchantUid: string) => PaymentRecord[];
  all: () => PaymentRecord[];
  clear: () => void;
}

/** Makes an empty {@link PaymentStore}. */
export function createPaymentStore(deps: PaymentStoreDeps): PaymentStore {
  const records = new Map<string, PaymentRecord>();
  const nextImpUid = impUidMaker(deps.now);
  const find = (impUid: string) => records.get(impUid);
  return {
    insert(fields, setup) {
      const record = buildRecord(deps, fields, { sequence: records.size, impUid: nextImpUid(), ...setup });
      if (records.has(record.payment.imp_uid)) {
        throw new Impossible('wrong-value', `imp_uid ${record.payment.imp_uid} is taken`);
      }
      records.set(record.payment.imp_uid, record);
      return record;
    },
    find,
    require: (impUid) => find(impUid) ?? unknownPayment(impUid),
    update: (record, fields) => updateRecord(record, fields, unixSeconds(deps.now)),
    ofMerchantUid: (merchantUid) => [...records.values()].filter((it) => it.payment.merchant_uid === merchantUid),
    all: () => [...records.values()],
    clear: () => records.clear(),
  };
}

/** `imp_` and the last 12 digits of the clock's milliseconds, never twice (shape of §2.3). */
function impUidMaker(now: Clock): () => string {
  let last = 0;
  return () => {
    last = Math.max(last + 1, now().getTime());
    return `imp_${String(last).slice(-12).padStart(12, '0')}`;
  };
}

function buildRecord(
  deps: PaymentStoreDeps,
  fields: NewPayment,
  given: Partial<PaymentSetup> & { sequence: number; impUid: string },
): PaymentRecord {
  const at = unixSeconds(deps.now);
  const { impUid, sequence, ...setup } = given;
  const pgTid = `TID${deps.randomHex(12).toUpperCase()}`;
  return {
    noticeUrls: [],
    confirmUrl: null,
    taxFree: 0,
    vatAmount: 0,
    extension: {},
    fixedUnlimitedAccount: false,
    ...setup,
    payment: buildPayment(fields, { impUid, at, pgTid, cancellationId: deps.randomHex(24) }),
    sequence,
    updatedAt: at,
    distortion: {},
    webhookUrls: [],
    pendingCancels: [],
    cancelRequests: [],
    retainsPromotion: undefined,
    deposit: 'none',
  };
}

function updateRecord(record: PaymentRecord, fields: Partial<Payment>, at: number): void {
  if (fields.status !== undefined && fields.status !== record.payment.status) record.updatedAt = at;
  Object.assign(record.payment, fields);
}

function unknownPayment(impUid: string): never {
  throw new Impossible('unknown-payment', `there is no payment ${impUid}`);
}
