import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import type { CheckoutConfig } from '../config/checkout-config';
import { LIMITS } from './limits';
import { createAlertWebhook } from '../notify/alert-webhook';
import { createConsoleAlerts, createConsoleShop, createConsoleSms } from '../notify/console-carrier';
import { createShopWebhook } from '../notify/shop-webhook';
import { createSolapiSms } from '../notify/solapi-sms';
import { createWriteLine } from '../notify/write-line';
import type { SendAlerts } from '../services/deliver-alerts';
import type { Carriers, HandlerCarrier } from '../services/deliver-notifications';
import { createAuditLog } from '../store/audit-log';
import { createUsers } from '../store/users';
import type { ClockAndRandom } from './clock-and-random';

/** Creates the configured carriers. A carrier without settings writes to the log. */
export function createCarriers(
  connection: Connection,
  { shopWebhook, solapi, alerts }: CheckoutConfig,
  logger: Logger,
  { now }: ClockAndRandom,
  handler: HandlerCarrier,
): Carriers & { readonly sendAlerts: SendAlerts } {
  const users = createUsers(connection);
  const auditLog = createAuditLog(connection);
  const write = createWriteLine(logger);
  const sendAlerts = alerts
    ? createAlertWebhook({ ...alerts, timeoutMs: LIMITS.alertWebhookMs, now })
    : createConsoleAlerts(write);
  return {
    shop: shopWebhook
      ? createShopWebhook({ ...shopWebhook, timeoutMs: LIMITS.shopWebhookMs, now })
      : createConsoleShop(write),
    sms: solapi ? createSolapiSms({ ...solapi, timeoutMs: LIMITS.smsMs, now }) : createConsoleSms(write),
    customerRecord: ({ customerId, merchantUid, account }) =>
      users.keepVirtualAccount(customerId, merchantUid, account),
    alert: (message) => sendAlerts([message], false),
    sendAlerts,
    audit: ({ entry }, id) => auditLog.add(id, entry),
    handler,
  };
}
