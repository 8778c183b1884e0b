import express, { type RequestHandler } from 'express';
import helmet from 'helmet';
import supertest from 'supertest';
import { securityHeaders } from '../../src/http/security-headers';

/** The headers of an answer behind a handler, without what differs from answer to answer. */
async function headersBehind(handler: RequestHandler): Promise<object> {
  const app = express().disable('x-powered-by');
  app.use(handler, (_req, res) => void res.end());
  const { headers } = await supertest(app).get('/');
  return { ...(headers as object), date: null };
}

test('each answer has the headers that helmet sets when it runs for each request', async () => {
  const ours = securityHeaders();
  const ofHelmet = await headersBehind(helmet());
  expect(ofHelmet).toHaveProperty('content-security-policy');
  expect(await headersBehind(ours)).toEqual(ofHelmet);
  expect(await headersBehind(ours)).toEqual(ofHelmet);
});
