import type { Logger } from 'pino';
import type { PaymentReport, Verification } from '../services/verify-payment';

/** Logs the outcome of a report with the payment's ids: a warning where a person should check. */
export function logVerification(
  log: Logger,
  report: Pick<PaymentReport, 'merchantUid' | 'source'> & { readonly impUid: string | null },
  verification: Verification,
  mode: 'live' | 'test',
): void {
  const { impUid, merchantUid, source } = report;
  const { outcome } = verification;
  const fields = { imp_uid: impUid, merchant_uid: merchantUid, source, outcome };
  switch (outcome) {
    case 'paymentNotFound':
      return log.warn({ ...fields, iamport_mode: mode }, notFoundHint(mode));
    case 'unavailable':
      return log.warn(fields, 'payment not known to the gateway yet');
    case 'forgery':
      return log.warn({ ...fields, reason: verification.reason }, 'forged payment refused');
    case 'paymentHeld':
      return log.warn({ ...fields, reason: verification.reason }, 'payment needs attention');
    case 'duplicate':
    case 'orderClosed':
      return log.warn(fields, 'payment needs attention');
    case 'pending':
      if (verification.unknownStatus) return log.warn(fields, 'payment has an unknown status');
      return log.info(fields, 'payment verified');
    case 'success':
    case 'vbankIssued':
    case 'failed':
    case 'cancelled':
    case 'orderNotFound':
      return log.info(fields, 'payment verified');
  }
}

/** The usual cause of a 404 after a change of channels is IAMPORT_MODE, not a wrong key (§10 no. 24). */
function notFoundHint(mode: 'live' | 'test'): string {
  return mode === 'live'
    ? "i'mport does not know this payment; IAMPORT_MODE=live (iamport.mode in the library) hides payments of test channels (include_sandbox is not sent)"
    : "i'mport does not know this payment; IAMPORT_MODE=test (iamport.mode in the library) already asks for test channels too, so check the keys' account";
}
