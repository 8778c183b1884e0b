import { postBody } from '../http/post-body';
import type { Payment } from '../payments/payment';

/** What `fail_reason` becomes when the shop stops a payment (§6); the reason follows in place of `%s`. */
const STOPPED_TEXT = '고객사 요청에 의해 결제를 중단합니다. (상세사유 : %s)';
const UNKNOWN_REASON = '알 수 없음';
/** PGs that do not ask (§6): Kiumpay and Eximbay. */
const NOT_ASKED = ['daou', 'eximbay'];

/** The shop's answer to "may this be approved?". */
export type Confirmation = { goOn: true } | { goOn: false; failReason: string };

/**
 * Asks `confirm_url` just before the approval (§6): HTTP 200, exactly, lets it go on; any other status, no connection
 * and no answer in time stop it. The JSON `reason` of a refusal is folded into `fail_reason`.
 */
export async function askConfirm(
  confirmUrl: string | null,
  payment: Payment,
  { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal },
): Promise<Confirmation> {
  if (confirmUrl === null || NOT_ASKED.includes(payment.pg_provider ?? '')) return { goOn: true };
  const { imp_uid, merchant_uid, amount } = payment;
  const answer = await postBody({
    url: confirmUrl,
    contentType: 'application/json',
    body: JSON.stringify({ imp_uid, merchant_uid, amount }),
    totalTimeoutMs: timeoutMs,
    signal,
  });
  if (answer.status === 200) return { goOn: true };
  return { goOn: false, failReason: STOPPED_TEXT.replace('%s', () => reasonIn(answer.body) ?? UNKNOWN_REASON) };
}

function reasonIn(body: string): string | undefined {
  try {
    const parsed = JSON.parse(body) as { reason?: unknown } | null;
    return typeof parsed?.reason === 'string' && parsed.reason !== '' ? parsed.reason : undefined;
  } catch {
    return undefined;
  }
}
