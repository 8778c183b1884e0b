import type { AuditAction } from '../../domain/audit';
import type { Language } from '../language';
import { actorLine, timelineLine, type TimelineEntry, type TimelineLine } from './timeline-line';

type AuditLine = Extract<TimelineEntry, { type: 'audit' }>;

/** The entry that the same write makes beside that of the audit log. */
const TWINS: Partial<Record<AuditAction, TimelineEntry['type']>> = {
  register: 'registered',
  amend: 'amended',
  acknowledge: 'acknowledged',
  redact: 'redacted',
  resend: 'resent',
  cancel: 'cancel',
  revoke: 'cancel',
  close: 'transition',
  accept: 'transition',
};

/** The entries of a timeline in words. What a person did is one line: what happened, and who did it. */
export function timelineLines(
  entries: readonly TimelineEntry[],
  language: Language,
): readonly (TimelineLine & Pick<TimelineEntry, 'at'>)[] {
  const actors = new Map<TimelineEntry, AuditLine>();
  const joined = new Set<TimelineEntry>();
  for (const entry of entries) {
    if (entry.type !== 'audit') continue;
    const twin = entries.find((each) => !actors.has(each) && isTwin(each, entry));
    if (twin === undefined) continue;
    actors.set(twin, entry);
    joined.add(entry);
  }
  return entries
    .filter((entry) => !joined.has(entry))
    .map((entry) => {
      const { what, details } = timelineLine(entry, language);
      const actor = actors.get(entry);
      return { at: entry.at, what, details: [...(actor === undefined ? [] : actorLine(actor, language)), ...details] };
    });
}

function isTwin(entry: TimelineEntry, { at, action, details }: AuditLine): boolean {
  if (entry.at !== at || entry.type !== TWINS[action]) return false;
  return entry.type !== 'cancel' || entry.request_id === details.request_id;
}
