import { ConfigError, loadConfig } from '../../src/config/load-config';

const COMPLETE = {
  MONGODB_URI: 'mongodb://127.0.0.1:27017/checkout',
  IAMPORT_API_KEY: 'key',
  IAMPORT_API_SECRET: 'a-secret-value',
  IAMPORT_MODE: 'live',
  ORDERS_API_KEY: 'orders-key-of-32-characters-long',
};

const messageOf = (env: Record<string, string | undefined>): string => {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
  }
  throw new Error('the settings were taken');
};

test('defaults', () => {
  expect(loadConfig(COMPLETE)).toEqual({
    port: 3000,
    metricsPort: null,
    metricsHost: '127.0.0.1',
    host: '0.0.0.0',
    mongodbUri: COMPLETE.MONGODB_URI,
    iamport: {
      apiUrl: 'https://api.iamport.kr',
      inicisApiKey: null,
      apiKey: 'key',
      apiSecret: 'a-secret-value',
      mode: 'live',
    },
    ordersApiKey: COMPLETE.ORDERS_API_KEY,
    operatorKeysFile: null,
    prepareAmounts: true,
    confirmHook: null,
    moneyPolicy: { forgedPayment: 'hold', duplicatePayment: 'hold', latePayment: 'hold' },
    maxAccountMs: null,
    confirmHookFailure: 'refuse',
    shopWebhook: null,
    solapi: null,
    alerts: null,
    retainMs: null,
    corsOrigins: [],
    checkoutResultUrl: null,
    logLevel: 'info',
    reconcile: {
      isOn: true,
      pollDelaysMs: [60_000, 180_000, 600_000, 3_600_000, 21_600_000, 86_400_000],
      callsPerMinute: 300,
      firstReachMs: 3 * 86_400_000,
      repairOnReadAfterMs: 30_000,
      reminderMs: 86_400_000,
    },
    rateLimitPerMinute: 0,
    unsolicitedLookUpsPerMinute: 600,
    gatewayAddresses: ['52.78.100.19', '52.78.48.223', '52.78.5.241'],
    trustedProxyHops: 0,
    hasDesk: false,
    publicOrigin: null,
    hasDocsPage: false,
    warnings: [],
  });
});

test('one message names every missing setting', () => {
  const message = messageOf({});
  for (const name of Object.keys(COMPLETE)) expect(message).toContain(`${name} is missing`);
});

test('one message names every bad setting, and no secret', () => {
  const bad = {
    PORT: '70000',
    MONGODB_URI: 'postgres://user:password@host',
    IAMPORT_API_URL: 'ftp://api',
    IAMPORT_MODE: 'sandbox',
    ORDERS_API_KEY: 'short-secret',
    CORS_ORIGINS: 'https://shop.example/path',
    CHECKOUT_RESULT_URL: 'javascript:alert(1)',
    LOG_LEVEL: 'loud',
    RATE_LIMIT_PER_MINUTE: '-1',
    GATEWAY_ADDRESSES: '52.78.100.19, gateway.example',
    TRUST_PROXY: 'yes',
  };
  const message = messageOf({ ...COMPLETE, ...bad });
  for (const name of Object.keys(bad)) expect(message).toContain(`${name} must`);
  expect(message).not.toContain('password');
  expect(message).not.toContain('short-secret');
});

test('an empty line means "not set"', () => {
  expect(messageOf({ ...COMPLETE, IAMPORT_API_KEY: '  ' })).toContain('IAMPORT_API_KEY is missing');
  expect(loadConfig({ ...COMPLETE, CHECKOUT_RESULT_URL: '' }).checkoutResultUrl).toBeNull();
});

test.each([['production'], ['staging'], [undefined]])('the mode has no default where NODE_ENV is %s', (NODE_ENV) => {
  expect(messageOf({ ...COMPLETE, NODE_ENV, IAMPORT_MODE: undefined })).toContain('IAMPORT_MODE is missing');
});

test.each(['development', 'test'])('the mode is test where NODE_ENV is %s', (NODE_ENV) => {
  expect(loadConfig({ ...COMPLETE, NODE_ENV, IAMPORT_MODE: undefined }).iamport.mode).toBe('test');
});

test.each([
  ['203.0.113.7', ['203.0.113.7']],
  [' 203.0.113.7, 2001:db8::1 ', ['203.0.113.7', '2001:db8::1']],
])('the gateway’s addresses %j are read as a list', (GATEWAY_ADDRESSES, addresses) => {
  expect(loadConfig({ ...COMPLETE, GATEWAY_ADDRESSES }).gatewayAddresses).toEqual(addresses);
});

test('the metrics get a port of their own, which is not that of the service', () => {
  expect(loadConfig({ ...COMPLETE, METRICS_PORT: '9464' }).metricsPort).toBe(9464);
  expect(messageOf({ ...COMPLETE, METRICS_PORT: '3000' })).toContain('METRICS_PORT must differ from PORT');
  expect(messageOf({ ...COMPLETE, PORT: '9464', METRICS_PORT: '9464' })).toContain(
    'METRICS_PORT must differ from PORT',
  );
});

test('a confirm hook needs a secret, in the form of the specification', () => {
  const CONFIRM_HOOK_URL = 'https://shop.example/confirm';
  const CONFIRM_HOOK_SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
  expect(messageOf({ ...COMPLETE, CONFIRM_HOOK_URL })).toContain('CONFIRM_HOOK_SECRET is missing');
  expect(messageOf({ ...COMPLETE, CONFIRM_HOOK_URL, CONFIRM_HOOK_SECRET: 'secret' })).toContain(
    'CONFIRM_HOOK_SECRET must',
  );
  expect(loadConfig({ ...COMPLETE, CONFIRM_HOOK_URL, CONFIRM_HOOK_SECRET }).confirmHook).toEqual({
    url: CONFIRM_HOOK_URL,
    secret: CONFIRM_HOOK_SECRET,
  });
});

test('a shop webhook needs a secret, and takes several while one is changed', () => {
  const SHOP_WEBHOOK_URL = 'https://shop.example/events';
  const [newest, old] = [1, 2].map((byte) => `whsec_${Buffer.alloc(24, byte).toString('base64')}`);
  expect(messageOf({ ...COMPLETE, SHOP_WEBHOOK_URL })).toContain('SHOP_WEBHOOK_SECRET is missing');
  for (const list of [`${newest} ${old}`, `${newest},${old}`, ` ${newest} , ${old} `]) {
    const { shopWebhook } = loadConfig({ ...COMPLETE, SHOP_WEBHOOK_URL, SHOP_WEBHOOK_SECRET: list });
    expect(shopWebhook).toEqual({ url: SHOP_WEBHOOK_URL, secrets: [newest, old] });
  }
  for (const bad of [`${newest} secret`, ',', 'secret']) {
    const message = messageOf({ ...COMPLETE, SHOP_WEBHOOK_URL, SHOP_WEBHOOK_SECRET: bad });
    expect(message).toContain('SHOP_WEBHOOK_SECRET must');
    expect(message).not.toContain(newest);
  }
});

test('Solapi needs key, secret and sender', () => {
  const solapi = { SOLAPI_API_KEY: 'key', SOLAPI_API_SECRET: 'secret', SOLAPI_SENDER: '02-1234-5678' };
  expect(loadConfig({ ...COMPLETE, ...solapi }).solapi).toEqual({
    apiUrl: 'https://api.solapi.com',
    apiKey: 'key',
    apiSecret: 'secret',
    sender: '02-1234-5678',
  });
  for (const name of Object.keys(solapi)) {
    expect(messageOf({ ...COMPLETE, ...solapi, [name]: '' })).toContain(`${name} is missing`);
  }
  expect(messageOf({ ...COMPLETE, ...solapi, SOLAPI_SENDER: 'shop' })).toContain('SOLAPI_SENDER must');
  const double = loadConfig({ ...COMPLETE, ...solapi, SOLAPI_API_URL: 'http://127.0.0.1:4000/' });
  expect(double.solapi?.apiUrl).toBe('http://127.0.0.1:4000');
  expect(double.warnings).toEqual([expect.stringContaining('SOLAPI_API_URL is not https')]);
});

test('an http: API address only warns', () => {
  const { iamport, warnings } = loadConfig({ ...COMPLETE, IAMPORT_API_URL: 'http://127.0.0.1:4000/' });
  expect(iamport.apiUrl).toBe('http://127.0.0.1:4000');
  expect(warnings).toHaveLength(1);
});

test('white space around a setting is not part of it', () => {
  expect(loadConfig({ ...COMPLETE, IAMPORT_API_SECRET: ' a-secret-value\n' }).iamport.apiSecret).toBe('a-secret-value');
});

test.each([
  ['no database', 'mongodb://127.0.0.1:27017', 'must name a database'],
  ['no database but a slash', 'mongodb+srv://user:pw@cluster.example/?retryWrites=true', 'must name a database'],
  ['no journal', 'mongodb://127.0.0.1/checkout?journal=false', 'must not switch the journal off'],
])('a MONGODB_URI with %s is refused', (_, MONGODB_URI, problem) => {
  expect(messageOf({ ...COMPLETE, MONGODB_URI })).toContain(`MONGODB_URI ${problem}`);
});

test.each(['orders key with spaces 123', 'örders-key-0123456789'])(
  'an orders key that no header can carry is refused: %s',
  (ORDERS_API_KEY) => {
    expect(messageOf({ ...COMPLETE, ORDERS_API_KEY })).toContain('ORDERS_API_KEY must be of printable ASCII');
  },
);

test('test mode in production is warned about', () => {
  expect(loadConfig({ ...COMPLETE, IAMPORT_MODE: 'test' }).warnings).toEqual([
    expect.stringContaining('IAMPORT_MODE=test'),
  ]);
});

test('origins are listed with commas, as browsers write them', () => {
  expect(loadConfig({ ...COMPLETE, CORS_ORIGINS: 'https://a.example, http://localhost:5173' }).corsOrigins).toEqual([
    'https://a.example',
    'http://localhost:5173',
  ]);
  expect(messageOf({ ...COMPLETE, CORS_ORIGINS: '*' })).toContain('CORS_ORIGINS must list origins');
});

describe('RECONCILE_POLL_SCHEDULE', () => {
  const ladderOf = (text: string) => loadConfig({ ...COMPLETE, RECONCILE_POLL_SCHEDULE: text }).reconcile.pollDelaysMs;

  test('is a list of pauses with their units', () => {
    expect(ladderOf('90s, 10m,6h,1d')).toEqual([90_000, 600_000, 21_600_000, 86_400_000]);
  });

  test.each(['1', '0s', '1w', '10m;1h', '31d', '1m,,2m', '-1m', 'm'])('refuses %j by name', (text) => {
    expect(() => ladderOf(text)).toThrow('RECONCILE_POLL_SCHEDULE must list pauses of 1s to 30d');
  });
});

describe('ALERT_WEBHOOK_URL', () => {
  const alertsOf = (settings: Record<string, string>) => loadConfig({ ...COMPLETE, ...settings }).alerts;
  const URL = 'https://hooks.slack.com/services/T/B/secret';

  test('alerts with links to PUBLIC_URL, if that is set and the desk is on', () => {
    const PUBLIC_URL = 'https://checkout.example/';
    const desk = { DESK: 'on', OPERATOR_KEYS_FILE: '/run/keys.json' };
    expect(alertsOf({ ALERT_WEBHOOK_URL: URL, ...desk })).toEqual({ url: URL, publicUrl: null });
    expect(alertsOf({ ALERT_WEBHOOK_URL: URL, PUBLIC_URL })).toEqual({ url: URL, publicUrl: null });
    expect(alertsOf({ ALERT_WEBHOOK_URL: URL, PUBLIC_URL, ...desk })).toEqual({
      url: URL,
      publicUrl: 'https://checkout.example',
    });
    expect(alertsOf({ PUBLIC_URL, ...desk })).toBeNull();
  });

  test('must be https in production, and may be http elsewhere', () => {
    const settings = { ALERT_WEBHOOK_URL: 'http://127.0.0.1:9/secret' };
    expect(messageOf({ ...COMPLETE, ...settings })).toContain('ALERT_WEBHOOK_URL must be an https: address');
    expect(messageOf({ ...COMPLETE, ...settings })).not.toContain('secret');
    expect(alertsOf({ ...settings, NODE_ENV: 'development' })).not.toBeNull();
  });
});

test('RETAIN_BUYER_DAYS are days, and 0 keeps the values', () => {
  expect(loadConfig({ ...COMPLETE, RETAIN_BUYER_DAYS: '30' }).retainMs).toBe(30 * 86_400_000);
  expect(loadConfig({ ...COMPLETE, RETAIN_BUYER_DAYS: '0' }).retainMs).toBeNull();
});

test('0 switches repair on read and reminders off', () => {
  const { reconcile } = loadConfig({ ...COMPLETE, REPAIR_ON_READ_AFTER_S: '0', VBANK_REMINDER_HOURS: '0' });
  expect(reconcile).toMatchObject({ repairOnReadAfterMs: null, reminderMs: 0 });
});

test.each([
  ['production', undefined, false],
  ['production', 'on', true],
  ['staging', undefined, false],
  ['development', undefined, true],
  ['development', 'off', false],
  ['test', undefined, true],
])('NODE_ENV=%s and API_DOCS=%s: the page of the contract is served: %s', (NODE_ENV, API_DOCS, isServed) => {
  expect(loadConfig({ ...COMPLETE, NODE_ENV, API_DOCS }).hasDocsPage).toBe(isServed);
});
