/** The collection of the orders. */
export const ORDERS = 'orders';

/** The collection of the resends of periods. */
export const RESENDS = 'resends';
export const AUDIT = 'audit';
