import Table from 'cli-table3';
import type { Judgement } from './judge-run';
import type { ChaosResult } from './run-chaos';

const MAX_EXAMPLES = 10;

/** What a run came to. @returns whether everything is as it must be */
export function printResult(result: ChaosResult, print: (line: string) => void): boolean {
  const { orders, payments, transitions, notifications, troubleMs, convergeMs, hasConverged } = result;
  print(`${orders} orders, ${payments} payments, ${transitions} transitions in ${seconds(troubleMs)} of trouble`);
  print(`${notifications} notifications arrived, repeats included`);
  const { cancels } = result;
  const doubts =
    cancels.inDoubt === 0 ? '' : `; ${cancels.inDoubt} in doubt, given up ten minutes after they were sent`;
  print(`${cancels.done} cancels of the shop gave money back${doubts}`);
  print(`time to converge: ${seconds(convergeMs)}${hasConverged ? '' : ', and it did not'}`);
  return printZeros(result, print) && hasConverged;
}

/** The figures that must be zero. @returns whether they are */
function printZeros(judgement: Judgement, print: (line: string) => void): boolean {
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ["orders that differ from the sandbox's truth", judgement.differing],
    ['payments settled twice', judgement.settledTwice],
    ['cancels that gave money back twice', judgement.givenBackTwice],
    ["cancels that differ from i'mport's history, or from what the shop was told", judgement.untruthfulCancels],
    ['notifications missing', judgement.missing],
    ['notifications delivered more than once with a different id', judgement.repeatedUnderAnotherId],
    ['documents that do not fit their schema', judgement.againstSchema],
  ];
  const table = new Table({ head: ['must be 0', ''], style: { head: [], border: [] }, colAligns: ['left', 'right'] });
  rows.forEach(([what, found]) => table.push([what, found.length]));
  print(table.toString());
  rows.flatMap(([, found]) => found.slice(0, MAX_EXAMPLES)).forEach((line) => print(`  ${line}`));
  return rows.every(([, found]) => found.length === 0);
}

/** Milliseconds, as people read them. */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
