/** The collection of the orders. */
export const ORDERS = 'orders';
