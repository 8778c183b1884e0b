import { gatewayLimits } from '../../src/composition/gateway-limits';

/** What a session needs beside its address, its keys and a clock: the service's own limits. */
export const SESSION_LIMITS = gatewayLimits();
