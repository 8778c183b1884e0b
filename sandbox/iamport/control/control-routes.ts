import type { SandboxDoors } from '../sandbox';
import { checkoutControls } from './checkout-controls';
import type { ControlRoute } from './control-route';
import { deskControls } from './desk-controls';
import { callControls, faultControls } from './fault-controls';
import { eventControls } from './event-controls';
import { paymentControls } from './payment-controls';
import { webhookControls } from './webhook-controls';

/** Every operation of the control API, in the order in which the help lists them. */
export function controlRoutes(doors: SandboxDoors): ControlRoute[] {
  return [
    ...paymentControls(doors.payments),
    ...eventControls(doors.payments),
    ...checkoutControls(doors.checkouts),
    ...faultControls(doors.faults),
    ...callControls(doors.calls),
    ...webhookControls(doors.webhooks),
    ...deskControls(doors),
  ];
}
