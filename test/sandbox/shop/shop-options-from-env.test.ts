import { shopOptionsFromEnv } from '../../../sandbox/shop/shop-options-from-env';
import { shopSettings } from '../../../sandbox/shop/shop-options';

const KEY = { ORDERS_API_KEY: 'a-key-of-16-or-more-characters' };

test('only the key is required; the rest is that of a machine on which all of them run', () => {
  expect(shopOptionsFromEnv({ ...KEY, SHOP_PORT: '', SHOP_SANDBOX_URL: '' })).toEqual({
    port: 5050,
    serviceUrl: 'http://127.0.0.1:3000',
    sandboxUrl: 'http://127.0.0.1:3900',
    ordersApiKey: KEY.ORDERS_API_KEY,
  });
});

test('servers reach the service where browsers do, unless another address is given', () => {
  const addresses = (env: Record<string, string>) => {
    const settings = shopSettings(shopOptionsFromEnv({ ...KEY, ...env }));
    return [settings.serviceUrl(), settings.serviceUrlOfServers()];
  };
  expect(addresses({ SHOP_SERVICE_URL: 'https://pay.example/' })).toEqual([
    'https://pay.example',
    'https://pay.example',
  ]);
  expect(addresses({ SHOP_SERVICE_URL_OF_SERVERS: 'http://checkout:3000' })).toEqual([
    'http://127.0.0.1:3000',
    'http://checkout:3000',
  ]);
});

test('a bad setting is named', () => {
  expect(() => shopOptionsFromEnv({ SHOP_PORT: '70000', SHOP_SERVICE_URL: 'ftp://pay.example' })).toThrow(
    /SHOP_PORT[\s\S]*SHOP_SERVICE_URL[\s\S]*ORDERS_API_KEY/,
  );
});
