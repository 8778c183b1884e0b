import { randomUUID } from 'node:crypto';

/** Makes an id that the service takes as `request_id` and as `merchant_uid`: of 32 letters and digits. */
export const newRequestId = (): string => randomUUID().replaceAll('-', '');
