import { reply } from '../answers';
import type { RouteContract } from '../route-contract';

export const getMetricsContract: RouteContract = {
  id: 'getMetrics',
  method: 'get',
  path: '/metrics',
  caller: 'shop',
  summary: 'The metrics for Prometheus; with METRICS_PORT set, they are on that port alone, without a key',
  answers: [
    { http: 200, description: 'The metrics in the text format of Prometheus', media: ['text/plain'] },
    reply('notFound'),
  ],
};
