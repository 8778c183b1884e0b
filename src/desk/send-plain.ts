import type { Response } from 'express';
import { contextOf } from './desk-session';
import { PlainPage } from './pages/plain-page';
import { sendPage } from './send-page';
import type { PlainReason } from './texts/plain-texts';

/** Answers with a page that says one thing and what to do. */
export function sendPlain(
  res: Response,
  reason: PlainReason,
  { status, detail }: { readonly status: number; readonly detail?: string },
): void {
  const context = { ...contextOf(res), notice: null };
  sendPage(res, PlainPage({ context, reason, ...(detail !== undefined && { detail }) }), status);
}
