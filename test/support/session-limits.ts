import { gatewayLimits } from '../../src/composition/gateway-limits';

/** The service's own limits for a session. */
export const SESSION_LIMITS = gatewayLimits();
