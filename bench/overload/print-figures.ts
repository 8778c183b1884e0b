import Table from 'cli-table3';
import { quantile } from '../quantile';
import type { MemorySample } from './watch-memory';
import { REPORT_KINDS, type ReportKind } from './report-kinds';
import type { ReportSender, Tally } from './report-sender';

/** Lines of their own are for people; this goes into logs, too. */
const PLAIN = {
  style: { head: [], border: [], compact: true },
};

/** What was never answered counts by as long as it had waited. */
export const allWaits = (tallies: readonly (Tally | undefined)[]): number[] =>
  tallies.flatMap((tally) => (tally === undefined ? [] : [...tally.waits, ...tally.unanswered]));

const seconds = (ms: number) => (Number.isNaN(ms) ? '-' : `${(ms / 1000).toFixed(2)} s`);

export function printWaits({ tallies }: ReportSender): void {
  const table = new Table({ ...PLAIN, head: ['report', 'sent', 'again', 'median', 'p99', 'unanswered', 'answers'] });
  for (const [kind, what] of Object.entries(REPORT_KINDS) as [ReportKind, string][]) {
    const tally = tallies.get(kind);
    if (tally === undefined) continue;
    const waits = allWaits([tally]);
    const answers = [...tally.statuses].map(([status, times]) => `${times}x${status}`).join(' ');
    const figures = [seconds(quantile(waits, 0.5)), seconds(quantile(waits, 0.99)), tally.unanswered.length];
    table.push([what, tally.sent, tally.again, ...figures, answers]);
  }
  console.log(table.toString());
}

const LINES = 12;

export function printMemory(samples: readonly MemorySample[]): void {
  const table = new Table({ ...PLAIN, head: ['after', 'RSS', 'heap'] });
  const step = Math.max(1, Math.ceil(samples.length / LINES));
  for (const [at, { atS, rss, heap }] of samples.entries()) {
    if (at % step === 0) table.push([`${atS.toFixed(0)} s`, `${rss.toFixed(0)} MB`, `${heap.toFixed(0)} MB`]);
  }
  const most = (of: 'rss' | 'heap') => Math.max(...samples.map((sample) => sample[of])).toFixed(0);
  table.push(['most', `${most('rss')} MB`, `${most('heap')} MB`]);
  console.log(table.toString());
}
