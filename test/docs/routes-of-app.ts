import { pino } from 'pino';
import { createApp } from '../../src/http/create-app';

const nobodyCalls = (): never => {
  throw new Error('no request is made');
};

/** Every route of the app as Express holds it: `POST /orders/:merchant_uid/cancel`. */
export function routesOfApp(): string[] {
  const app = createApp({
    verifyPayment: nobodyCalls,
    verifyByOrder: nobodyCalls,
    registerOrder: nobodyCalls,
    amendOrder: nobodyCalls,
    cancelOrder: nobodyCalls,
    acceptPayment: nobodyCalls,
    listOrders: nobodyCalls,
    readTimeline: nobodyCalls,
    recheckOrder: nobodyCalls,
    readExport: nobodyCalls,
    inExportQueue: nobodyCalls,
    exportStallMs: 60_000,
    acknowledgeOrder: nobodyCalls,
    readOrder: nobodyCalls,
    replayNotification: nobodyCalls,
    resendMessage: nobodyCalls,
    resendOrder: nobodyCalls,
    requestResend: nobodyCalls,
    findResend: nobodyCalls,
    confirmPayment: nobodyCalls,
    isReady: nobodyCalls,
    renderMetrics: nobodyCalls,
    onTooManyRequests: nobodyCalls,
    mode: 'live',
    resultUrl: null,
    logger: pino({ level: 'silent' }),
    keys: { find: nobodyCalls },
    onRefused: nobodyCalls,
    readAudit: nobodyCalls,
    corsOrigins: [],
    preflightMaxAgeS: 600,
    rateLimitPerMinute: 0,
    addressLimit: { windowMs: 60_000, gatewayFactor: 10 },
    trustedProxyHops: 0,
    gatewayAddresses: [],
    hasDocsPage: true,
    desk: null,
  });
  return app.router.stack.flatMap(({ route }) => {
    if (route === undefined) return [];
    return (
      route.stack
        .map(({ method }) => method as string | undefined)
        // What refuses all other methods has none.
        .filter((method) => method !== undefined)
        .map((method) => `${method.toUpperCase()} ${route.path}`)
        .filter((name, index, all) => all.indexOf(name) === index)
    );
  });
}
