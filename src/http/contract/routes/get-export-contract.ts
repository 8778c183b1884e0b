import { EXPORT_COLUMNS, type ExportKind } from '../../../domain/export-rows';
import { GetExportQuery } from '../../routes/get-export';
import type { RouteContract } from '../route-contract';

const exportOf = (kind: ExportKind, id: string, summary: string): RouteContract => ({
  id,
  method: 'get',
  path: `/exports/${kind}.csv`,
  caller: 'shop',
  summary,
  description:
    `Columns: ${EXPORT_COLUMNS[kind].map((column) => `\`${column}\``).join(', ')}. The last record has \`end\` in the first ` +
    'column and the number of rows in the second one. A file without it is not whole.',
  query: GetExportQuery,
  answers: [{ http: 200, description: 'UTF-8 with a byte order mark, CRLF', media: ['text/csv'] }],
});

export const getPaymentsExportContract = exportOf(
  'payments',
  'getPaymentsExport',
  'The payments of a Korean day or month, as CSV for a spreadsheet',
);
export const getCancelsExportContract = exportOf(
  'cancels',
  'getCancelsExport',
  'The refunds of a Korean day or month, as CSV for a spreadsheet',
);
