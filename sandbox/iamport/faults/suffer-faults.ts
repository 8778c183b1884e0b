import type { Response } from 'express';
import type { Sleep } from '../sleep';
import type { Fault } from './fault';
import { endsTheCall, type TakenFaults } from './fault-board';
import { inflictFault } from './inflict-fault';

/** How a fault waits. */
export interface SufferDeps {
  sleep: Sleep;
  signal: AbortSignal;
}

type Wait = (fault: Fault) => Promise<void>;

/**
 * Lets one call suffer the faults it has met.
 * @returns whether the call is still to be carried out; false once a fault has answered in its place
 */
export async function sufferFaults(deps: SufferDeps, taken: TakenFaults, response: Response): Promise<boolean> {
  const wait: Wait = ({ kind, delayMs }) => (kind === 'hold' ? taken.hold() : deps.sleep(delayMs ?? 0, deps.signal));
  const later = taken.faults.filter((fault) => fault.when === 'after');
  for (const fault of taken.faults.filter((it) => it.when === 'before')) {
    if (endsTheCall(fault)) {
      inflictFault(fault, response);
      return false;
    }
    await wait(fault);
  }
  if (later.length > 0) spoilAnswer(later, response, wait);
  return true;
}

/** The call takes effect now; its finished answer is kept back, then sent or replaced. */
function spoilAnswer(faults: Fault[], response: Response, wait: Wait): void {
  const send = response.send.bind(response);
  const sufferThenSend = async (body: unknown) => {
    for (const fault of faults) {
      if (endsTheCall(fault)) return inflictFault(fault, response);
      await wait(fault);
    }
    send(body);
  };
  response.send = (body: unknown) => {
    sufferThenSend(body).catch(() => response.destroy());
    return response;
  };
}
