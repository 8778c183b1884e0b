import { z } from 'zod';
import { reply } from '../answers';
import type { RouteContract } from '../route-contract';

const NOT_FOUND = reply('notFound');

export const getDocsContract: RouteContract = {
  id: 'getDocs',
  method: 'get',
  path: '/docs',
  caller: 'developer',
  summary: 'A page to read this document',
  description: 'Off unless `API_DOCS` is `on`; in development it is on.',
  answers: [{ http: 200, description: 'The page', media: ['text/html'] }, NOT_FOUND],
};

export const getDocsFileContract: RouteContract = {
  id: 'getDocsFile',
  method: 'get',
  path: '/docs/:file',
  caller: 'developer',
  summary: 'A script or style sheet of that page',
  params: z.object({ file: z.string() }),
  answers: [{ http: 200, description: 'The file', media: ['text/javascript', 'text/css'] }, NOT_FOUND],
};
