import type { Answer } from './send';

/** What the shop was told, by `request_id`. */
export type CancelAnswers = Map<string, { readonly merchantUid: string; readonly answers: Answer[] }>;
