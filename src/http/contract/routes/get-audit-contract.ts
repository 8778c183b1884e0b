import { z } from 'zod';
import { GetAuditQuery } from '../../routes/get-audit';
import { json } from '../answers';
import { auditAnswer } from '../audit-answer';
import type { RouteContract } from '../route-contract';

export const getAuditContract: RouteContract = {
  id: 'getAudit',
  method: 'get',
  path: '/audit',
  caller: 'shop',
  summary: 'Read who did what, the newest first',
  description: 'Holds no personal data of buyers.',
  query: GetAuditQuery,
  answers: [
    json(
      200,
      'One page of the audit log',
      z.strictObject({
        entries: z.array(auditAnswer),
        next: z.string().nullable().describe('the `after` of the next page; null on the last page'),
      }),
    ),
  ],
};
