/** The collection of the orders. */
export const ORDERS = 'orders';

/** The collection of the resends of periods. */
export const RESENDS = 'resends';
export const AUDIT = 'audit';

/** The collection of the sessions of the desk. */
export const DESK_SESSIONS = 'desk_sessions';
