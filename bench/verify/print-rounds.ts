import { printTable } from '../print-table';
import { median } from '../quantile';
import type { Round } from './measure-round';
import type { Subject, SubjectName } from './subjects';

/** What was measured, by server; warm-up not included. */
export type Rounds = Readonly<Record<SubjectName, readonly Round[]>>;

/** Two digits more where that says something. */
export const figure = (value: number) => value.toFixed(value < 20 ? 2 : 0);

/** Medians of each server. */
export async function printRounds(subjects: readonly Subject[], rounds: Rounds): Promise<void> {
  const rows = subjects.map(async (subject) => {
    const { name } = subject;
    const of = (key: keyof Round) => figure(median(rounds[name].map((round) => round[key])));
    return [name, of('answered'), of('delivered'), of('cpuMs'), of('again'), (await subject.usage()).peakMb.toFixed(0)];
  });
  const head = ['', 'payments/s', 'until events/s', 'CPU ms a payment', 'again/s', 'peak MB'];
  printTable(head, await Promise.all(rows));
}

/** A server's figures in those of another, by round; medians. */
function ratiosTo(rounds: Rounds, other: SubjectName, one: SubjectName = 'service') {
  const ratio = (key: keyof Round) =>
    median(rounds[one].map((round, index) => round[key] / (rounds[other][index]?.[key] ?? Number.NaN)));
  return { answered: ratio('answered'), delivered: ratio('delivered'), cpuMs: ratio('cpuMs'), again: ratio('again') };
}

/** What the service comes to beside the others. */
export function printRatios(rounds: Rounds) {
  const others = ['floor', 'bare', 'sample'] as const;
  const ratios = {
    floor: ratiosTo(rounds, 'floor'),
    bare: ratiosTo(rounds, 'bare'),
    sample: ratiosTo(rounds, 'sample'),
  };
  const rowOf = (name: string, { answered, delivered, cpuMs, again }: (typeof ratios)['floor']) => {
    return [name, ...[answered, delivered, cpuMs, again].map((value) => value.toFixed(2))];
  };
  const rows = [
    ...others.map((other) => rowOf(`service to ${other}`, ratios[other])),
    // What the stack can be at best beside the sample, which sends no event.
    rowOf('floor to sample', ratiosTo(rounds, 'sample', 'floor')),
  ];
  printTable(['median of the rounds’ ratios', 'payments/s', 'until events/s', 'CPU', 'again/s'], rows);
  return ratios;
}
