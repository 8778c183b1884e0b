import type { ComponentChildren, VNode } from 'preact';

/** A column of a table. */
export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** Numbers stand on the right. @default false */
  readonly isNumber?: boolean;
}

interface DataTableProps<Row> {
  /** What the table shows; read out, and not drawn. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Told instead of a table without rows. */
  readonly empty: string;
}

/**
 * A table, which a narrow window shows as a card for each row. The first column is the header of its row. The roles are named,
 * because a browser drops those of a table that is no longer laid out as one.
 */
export function DataTable<Row>({ caption, columns, rows, keyOf, empty }: DataTableProps<Row>): VNode {
  if (rows.length === 0) return <p class="card soft">{empty}</p>;
  const classOf = ({ isNumber }: Column<Row>) => (isNumber ? 'number' : undefined);
  return (
    <table class="data" role="table">
      <caption class="hidden">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th key={column.title} scope="col" role="columnheader" class={classOf(column)}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={keyOf(row)} role="row">
            {columns.map((column, index) => {
              const props = { class: classOf(column), 'data-label': column.title };
              return index === 0 ? (
                <th key={column.title} scope="row" role="rowheader" {...props}>
                  {column.cell(row)}
                </th>
              ) : (
                <td key={column.title} role="cell" {...props}>
                  {column.cell(row)}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
