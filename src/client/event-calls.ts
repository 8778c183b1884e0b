import type { AuditClient, EventsClient } from './checkout-client';
import { newRequestId } from './new-request-id';
import { refusal, type Line } from './open-line';
import type { CallOptions } from './send-call';

/** The operations about messages to the shop's server. */
export function eventCalls({ http, via }: Line): EventsClient {
  const once = (id: string, options: CallOptions | undefined) => ({
    params: { path: { id } },
    ...via({ isIdempotent: false }, options),
  });
  return {
    async resend(id, options) {
      const { data, error } = await http.POST('/outbox/{id}/resend', once(id, options));
      return data ?? refusal(error);
    },
    async replay(id, options) {
      const { data, error } = await http.POST('/outbox/{id}/replay', once(id, options));
      return data ?? refusal(error);
    },
    async resendPeriod(period, options) {
      const body = { ...period, request_id: period.request_id ?? newRequestId() };
      const traits = { isIdempotent: true, requestId: body.request_id };
      const { data, error } = await http.POST('/outbox/resends', { body, ...via(traits, options) });
      return data ?? refusal(error);
    },
    async getResend(requestId, options) {
      const { data, error } = await http.GET('/outbox/resends/{request_id}', {
        params: { path: { request_id: requestId } },
        ...via({ isIdempotent: true, requestId }, options),
      });
      return data ? { status: 'ok', resend: data } : refusal(error);
    },
  };
}

/** The operations about the audit log. */
export function auditReads({ http, via }: Line): AuditClient {
  return {
    async list(query = {}, options) {
      const { data, error } = await http.GET('/audit', { params: { query }, ...via({ isIdempotent: true }, options) });
      return data ? { status: 'ok', ...data } : refusal(error);
    },
  };
}
