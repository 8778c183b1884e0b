/** Every operation of the imitated API, named by method and path: the key of faults and of the call log. */
export const ROUTE_NAMES = [
  'POST /users/getToken',
  'GET /payments',
  'POST /payments/prepare',
  'PUT /payments/prepare',
  'GET /payments/prepare/:merchant_uid',
  'POST /payments/cancel',
  'GET /payments/find/:merchant_uid',
  'GET /payments/findAll/:merchant_uid',
  'GET /payments/status/:payment_status',
  'GET /payments/:imp_uid/balance',
  'GET /payments/:imp_uid',
  'GET /banks',
  'GET /banks/:bank_standard_code',
  'POST /vbanks',
  'PUT /vbanks/:imp_uid',
  'DELETE /vbanks/:imp_uid',
] as const;

/** One of {@link ROUTE_NAMES}. */
export type RouteName = (typeof ROUTE_NAMES)[number];
