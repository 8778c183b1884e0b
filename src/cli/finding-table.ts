import Table from 'cli-table3';
import type { Finding } from '../services/reconcile-payments';

/** Formats the findings as a table. */
export function findingTable(findings: readonly Finding[], isDryRun: boolean): string {
  if (findings.length === 0) return 'Nothing differs.\n';
  const table = new Table({
    head: ['merchant_uid', 'imp_uid', 'verdict', 'before → after', isDryRun ? 'to be done' : 'done'],
    // No colours, because the output may go to a file.
    style: { head: [], border: [] },
  });
  const done = isDryRun ? 'would be recorded' : 'recorded';
  for (const { merchantUid, impUid, outcome, before, after } of findings) {
    table.push([merchantUid, impUid ?? '-', outcome, `${before} → ${after}`, done]);
  }
  return `${table.toString()}\n`;
}
