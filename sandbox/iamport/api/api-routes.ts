import type { PaymentDeps } from '../payments/payment-deps';
import type { Channels } from '../channels';
import type { PreparedAmounts } from '../prepared-amounts';
import type { SettingsDesk } from '../settings';
import type { Tokens } from '../tokens';
import type { ApiRoute } from './api-route';
import { bankRoutes } from './bank-routes';
import { cancelRoute, type PgRefusalFor } from './cancel-route';
import { balanceRoute, paymentRoute, paymentsRoute } from './lookup-routes';
import { prepareRoutes } from './prepare-routes';
import { findAllRoute, findRoute, statusRoute } from './search-routes';
import { vbankRoutes } from './vbank-routes';
import { tokenRoute } from './token-route';

/** What the operations of the API work on. */
export interface ApiParts {
  impKey: string;
  impSecret: string;
  inicisApiKey: string;
  tokens: Tokens;
  settings: SettingsDesk;
  payments: PaymentDeps;
  pgRefusalFor: PgRefusalFor;
  prepared: PreparedAmounts;
  channels: Channels;
}

/** Every operation of the imitated API, in the order in which paths are tried. */
export function apiRoutes({ payments, settings, prepared, channels, pgRefusalFor, ...keys }: ApiParts): ApiRoute[] {
  return [
    tokenRoute(keys),
    paymentsRoute(payments),
    ...prepareRoutes({ prepared }),
    cancelRoute({ ...payments, pgRefusalFor }),
    findRoute({ ...payments, settings }),
    findAllRoute({ ...payments, settings }),
    statusRoute(payments),
    ...vbankRoutes({ ...payments, channels, pgRefusalFor, inicisApiKey: keys.inicisApiKey }),
    ...bankRoutes(),
    balanceRoute(payments),
    paymentRoute(payments),
  ];
}
