import { z } from 'zod';
import { json } from '../answers';
import type { RouteContract } from '../route-contract';

export const aliveContract: RouteContract = {
  id: 'alive',
  method: 'get',
  path: '/healthz',
  caller: 'loadBalancer',
  summary: 'Whether the process is alive',
  answers: [json(200, 'It is', z.strictObject({ status: z.literal('ok') }))],
};

export const readyContract: RouteContract = {
  id: 'ready',
  method: 'get',
  path: '/readyz',
  caller: 'loadBalancer',
  summary: 'Whether orders can be read, or could less than a second ago',
  answers: [
    json(200, 'They can', z.strictObject({ status: z.literal('ready') })),
    json(503, 'They cannot', z.strictObject({ status: z.literal('unavailable') })),
  ],
};
