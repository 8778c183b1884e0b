/** How a demo shop starts. */
export interface ShopOptions {
  /** @default 0, a free port */
  readonly port?: number | undefined;
  /** @default '127.0.0.1' */
  readonly host?: string | undefined;
  /**
   * Base address of the checkout service for browsers. A function where the service starts
   * after the shop, because it has to be told the shop's address (`CORS_ORIGINS`, `CHECKOUT_RESULT_URL`). It answers null until then,
   * and the shop answers 503.
   */
  readonly serviceUrl: string | (() => string | null);
  /** The same for servers, this one and i'mport's, where they reach the service elsewhere. @default serviceUrl */
  readonly serviceUrlOfServers?: string | undefined;
  /** The service's `ORDERS_API_KEY`. Stays on this server. */
  readonly ordersApiKey: string;
  /** Origin of i'mport's browser SDK and payment window: the sandbox. */
  readonly sandboxUrl: string;
  /** What `IMP.init` takes. @default 'imp00000000' */
  readonly merchantCode?: string | undefined;
  /** Path of the SDK at `sandboxUrl`. @default '/v1/iamport.js' */
  readonly sdkPath?: string | undefined;
  /** Where a developer sees all payments of the sandbox. @default `${sandboxUrl}/_console` */
  readonly consoleUrl?: string | undefined;
  /** The service's desk, where it is on. @default no link to it */
  readonly deskUrl?: (() => string) | undefined;
  /** The console's channel for cards, accounts, transfers and phones. @default 'channel-live' */
  readonly channelKey?: string | undefined;
  /** The console's channel of the easy-pay wallet. @default 'channel-kakaopay' */
  readonly easyPayChannelKey?: string | undefined;
  /** A test channel, for the attack that swaps channels. @default 'channel-test' */
  readonly testChannelKey?: string | undefined;
  /** Tells the time, for the deadline of virtual accounts. @default the machine's clock */
  readonly now?: (() => Date) | undefined;
}

/** The options with every default filled in. */
export interface ShopSettings {
  /** Whether the service has an address. Before, nothing else may be asked. */
  readonly hasService: () => boolean;
  readonly serviceUrl: () => string;
  readonly serviceUrlOfServers: () => string;
  readonly ordersApiKey: string;
  readonly sandboxUrl: string;
  readonly merchantCode: string;
  readonly sdkUrl: string;
  readonly consoleUrl: string;
  /** Null where the service has no desk. */
  readonly deskUrl: (() => string) | null;
  readonly channelKey: string;
  readonly easyPayChannelKey: string;
  readonly testChannelKey: string;
  readonly now: () => Date;
}

/** Fills in what was not said. */
export function shopSettings(options: ShopOptions): ShopSettings {
  const { serviceUrl, serviceUrlOfServers = serviceUrl } = options;
  const sandboxUrl = withoutSlash(options.sandboxUrl);
  return {
    hasService: () => typeof serviceUrl === 'string' || serviceUrl() !== null,
    serviceUrl: addressOf(serviceUrl),
    serviceUrlOfServers: addressOf(serviceUrlOfServers),
    ordersApiKey: options.ordersApiKey,
    sandboxUrl,
    merchantCode: options.merchantCode ?? 'imp00000000',
    sdkUrl: sandboxUrl + (options.sdkPath ?? '/v1/iamport.js'),
    consoleUrl: options.consoleUrl ?? `${sandboxUrl}/_console`,
    deskUrl: options.deskUrl ?? null,
    channelKey: options.channelKey ?? 'channel-live',
    easyPayChannelKey: options.easyPayChannelKey ?? 'channel-kakaopay',
    testChannelKey: options.testChannelKey ?? 'channel-test',
    now: options.now ?? (() => new Date()),
  };
}

function addressOf(url: ShopOptions['serviceUrl']): () => string {
  return () => {
    const address = typeof url === 'function' ? url() : url;
    if (address === null) throw new Error('the service has not started');
    return withoutSlash(address);
  };
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
