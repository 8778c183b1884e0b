import { z } from 'zod';
import { ROUTE_NAMES } from '../api/route-names';
import { FAULT_KINDS, faultSchema } from '../faults/fault';
import type { SandboxDoors } from '../sandbox';
import { bodyRoute, type ControlRoute, plainRoute } from './control-route';

const routeSchema = z.strictObject({ route: z.enum(ROUTE_NAMES).optional() });
const idSchema = z.strictObject({ id: z.coerce.number<string>().int() });

/** Faults of the imitated API. */
export function faultControls(faults: SandboxDoors['faults']): ControlRoute[] {
  return [
    plainRoute('GET /faults', 'The faults in force, the kinds there are, and how many calls are held', () => ({
      active: faults.list(),
      held: faults.heldCalls(),
      kinds: FAULT_KINDS,
    })),
    bodyRoute(
      'POST /faults',
      'Set a fault: for all calls, a `route`, an `impUid`, a `merchantUid`; for `times` calls or until cleared',
      faultSchema,
      ({ body }) => ({ id: faults.set(body) }),
      { kind: 'status', status: 500, route: 'GET /payments/:imp_uid', times: 2 },
    ),
    plainRoute('DELETE /faults', 'End all faults and let held calls go on', () => faults.clear()),
    plainRoute('DELETE /faults/:id', 'End one fault', ({ params }) => faults.remove(idSchema.parse(params).id)),
    plainRoute('POST /faults/release', 'Let held calls go on', () => faults.release()),
  ];
}

/** The call log. */
export function callControls(calls: SandboxDoors['calls']): ControlRoute[] {
  return [
    plainRoute('GET /calls', 'What was called, all or one route (`?route=GET /payments/:imp_uid`)', ({ query }) => {
      const { route } = routeSchema.parse(Object.fromEntries(query));
      const matching = calls.list().filter((call) => route === undefined || call.route === route);
      return { count: matching.length, calls: matching };
    }),
    plainRoute('DELETE /calls', 'Start counting at 0', () => calls.reset()),
  ];
}
