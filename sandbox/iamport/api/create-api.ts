import { type Request, type RequestHandler, Router } from 'express';
import type { CallLog } from '../call-log';
import type { FaultBoard, FaultTarget } from '../faults/fault-board';
import { type SufferDeps, sufferFaults } from '../faults/suffer-faults';
import { failure, unknownRoute } from './api-reply';
import type { ApiCall, ApiRoute } from './api-route';
import { bearerToken } from './bearer-token';
import { UNAUTHORIZED_TEXT } from './messages';
import { sendReply } from './send-reply';

/** What stands around the operations. */
export interface ApiDeps extends SufferDeps {
  routes: ApiRoute[];
  calls: CallLog;
  faults: FaultBoard;
  acceptsToken: (token: string) => boolean;
}

/** The imitated API as a router: each call is written down, suffers its faults, shows its token, and is answered. */
export function createApi(deps: ApiDeps): Router {
  const router = Router();
  for (const route of deps.routes) {
    const method = route.name.split(' ')[0]?.toLowerCase() as 'get' | 'post' | 'put' | 'delete';
    router[method](route.paths, handlerOf(deps, route));
  }
  router.use((request, response) => {
    deps.calls.record({ ...whatWasCalled(request), route: null });
    sendReply(response, unknownRoute());
  });
  return router;
}

function handlerOf(deps: ApiDeps, route: ApiRoute): RequestHandler {
  return async (request, response) => {
    const call = readCall(request);
    deps.calls.record({ ...whatWasCalled(request), route: route.name });
    const goesOn = await sufferFaults(deps, deps.faults.take(targetOf(route, call)), response);
    if (!goesOn) return;
    const token = bearerToken(request.headers);
    const allowed = route.open === true || (token !== undefined && deps.acceptsToken(token));
    sendReply(response, allowed ? await route.handle(call) : failure(401, UNAUTHORIZED_TEXT));
  };
}

function whatWasCalled(request: Request) {
  const query = Object.fromEntries(new URL(request.originalUrl, 'http://sandbox').searchParams);
  return { method: request.method, path: request.path, query };
}

function readCall(request: Request): ApiCall {
  const params = Object.fromEntries(
    Object.entries(request.params).map(([name, value]) => [name, [value].flat().join('/')]),
  );
  const body: unknown = request.body;
  return {
    params,
    query: new URL(request.originalUrl, 'http://sandbox').searchParams,
    body: isRecord(body) ? body : {},
  };
}

/** Which payments a call speaks of: by its path, its query or its body. */
export function targetOf(route: ApiRoute, { params, query, body }: ApiCall): FaultTarget {
  const named = (field: string) =>
    [params[field], body[field], ...query.getAll(field), ...query.getAll(`${field}[]`)].filter(
      (value) => typeof value === 'string' && value !== '',
    ) as string[];
  return { route: route.name, impUids: named('imp_uid'), merchantUids: named('merchant_uid') };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
