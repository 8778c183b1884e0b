import Table from 'cli-table3';
import type { Finding } from '../services/reconcile-payment';

/** A table of what differed, and what was done about it. */
export function findingTable(findings: readonly Finding[], isDryRun: boolean): string {
  if (findings.length === 0) return 'Nothing differs.\n';
  const table = new Table({
    head: ['merchant_uid', 'imp_uid', 'verdict', 'before → after', isDryRun ? 'to be done' : 'done'],
    // Without colours, so that it can be read from a file as well.
    style: { head: [], border: [] },
  });
  const done = isDryRun ? 'would be recorded' : 'recorded';
  for (const { merchantUid, impUid, outcome, before, after } of findings) {
    table.push([merchantUid, impUid ?? '-', outcome, `${before} → ${after}`, done]);
  }
  return `${table.toString()}\n`;
}
