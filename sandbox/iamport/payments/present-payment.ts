import { copyOf } from '../copy-of';
import type { PaymentRecord } from './payment-record';

/**
 * A payment as it goes over the wire: the fields of §2.3 in alphabetical order (§1.1), with its `extension` when asked
 * for (§2.1) and with the distortions that a test has laid over it.
 */
export function presentPayment(record: PaymentRecord, extension = false): Record<string, unknown> {
  const shown = {
    ...record.payment,
    ...(extension ? { extension: record.extension } : {}),
    ...record.distortion,
  };
  const sorted = Object.entries(shown).sort(([a], [b]) => (a < b ? -1 : 1));
  return copyOf(Object.fromEntries(sorted));
}
