import Table from 'cli-table3';

/** Lines of their own are for people; this goes into logs, too. */
const PLAIN = { style: { head: [], border: [], compact: true } };

export function printTable(head: readonly string[], rows: readonly (readonly (string | number)[])[]): void {
  const table = new Table({ ...PLAIN, head: [...head] });
  rows.forEach((row) => table.push([...row]));
  console.log(table.toString());
}
