import { z } from 'zod';
import { json } from '../answers';
import type { RouteContract } from '../route-contract';

export const getOpenapiContract: RouteContract = {
  id: 'getOpenapi',
  method: 'get',
  path: '/openapi.json',
  caller: 'developer',
  summary: 'This document',
  answers: [json(200, 'The document in OpenAPI 3.1', z.looseObject({ openapi: z.string() }))],
};
