import type { CancelKind, CancelState } from '../../src/domain/cancel/cancel-state';
import { INITIAL_CANCEL_STATE } from '../../src/domain/cancel/cancel-state';
import { CANCEL_ROWS, type CancelRow } from '../support/cancel-moves';
import { codesIn, LANGUAGES, read, tablesOf } from './documents';

const KINDS: readonly CancelKind[] = ['cancel', 'revoke'];
const STATES: readonly CancelState[] = ['requested', 'sent', 'accepted', 'done', 'refused', 'unclear', 'dropped'];
const REASONS = [...new Set(CANCEL_ROWS.map(({ why }) => why))];

/** The table of a kind's moves as a picture: one arrow from state to state, with all of its reasons. */
function stateDiagram(kind: CancelKind): string {
  const arrows = new Map<string, string[]>();
  const arrowOf = ({ from, to }: CancelRow) => `${from} --> ${to}`;
  for (const row of CANCEL_ROWS.filter((each) => each.kind === kind)) {
    arrows.set(arrowOf(row), [...(arrows.get(arrowOf(row)) ?? []), row.why]);
  }
  return [
    '```mermaid',
    'stateDiagram-v2',
    `  [*] --> ${INITIAL_CANCEL_STATE}`,
    ...[...arrows].map(([arrow, reasons]) => `  ${arrow}: ${reasons.join(', ')}`),
    '```',
  ].join('\n');
}

describe.each(LANGUAGES)('$name', ({ folder }) => {
  const text = read(folder, 'cancelling.md');
  const tables = tablesOf(text);
  const rowsOf = (header: string) =>
    tables.find(([first]) => first?.[0] === header && first.length === 3)?.slice(1) ?? [];

  test.each(KINDS)('the picture of a %s shows the moves of the code', (kind) => {
    expect(text).toContain(`\n${stateDiagram(kind)}\n`);
  });

  test.each(STATES)('%s: what it means, and what comes next', (state) => {
    const [, meaning, next] = rowsOf('`status`').find(([first]) => first === `\`${state}\``) ?? [];
    const others = CANCEL_ROWS.filter(({ from, to }) => from === state && to !== state).map(({ to }) => to);
    expect(meaning).toMatch(/./);
    expect(codesIn(next ?? '').toSorted()).toEqual([...new Set(others)].toSorted());
  });

  test('every reason is explained, and no other', () => {
    const rows = tables.find(([first]) => first?.[0] === '`why`')?.slice(1) ?? [];
    expect(rows.map(([first = '']) => codesIn(first)[0])).toEqual(REASONS);
    for (const [, when] of rows) expect(when).toMatch(/./);
  });
});
