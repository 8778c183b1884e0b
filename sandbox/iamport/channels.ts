/** A payment channel of the console: which PG, which merchant id there, and whether money moves (§2.6). */
export interface Channel {
  /** `channelKey` of `request_pay` and `channel_key` of `/vbanks`. */
  channelKey: string;
  /** The first half of the old `pg` parameter, `provider.MID`. */
  pgProvider: string;
  /** Merchant id at the PG: the second half. */
  pgId: string;
  /** A test channel: its payments are hidden from `GET /payments/{imp_uid}` (§2.1). */
  sandbox: boolean;
}

/** The channels of a sandbox that is given none; keys and merchant ids are invented. The first is the default one. */
export const DEFAULT_CHANNELS: readonly Channel[] = [
  { channelKey: 'channel-live', pgProvider: 'html5_inicis', pgId: 'MIDSANDBOX', sandbox: false },
  { channelKey: 'channel-test', pgProvider: 'html5_inicis', pgId: 'MIDTEST', sandbox: true },
  { channelKey: 'channel-toss', pgProvider: 'tosspayments', pgId: 'MIDTOSS', sandbox: false },
  { channelKey: 'channel-kakaopay', pgProvider: 'kakaopay', pgId: 'MIDKAKAO', sandbox: false },
  { channelKey: 'channel-kcp', pgProvider: 'kcp', pgId: 'MIDKCP', sandbox: false },
  { channelKey: 'channel-paypal', pgProvider: 'paypal_v2', pgId: 'MIDPAYPAL', sandbox: false },
  { channelKey: 'channel-hecto', pgProvider: 'settle', pgId: 'MIDHECTO', sandbox: false },
  { channelKey: 'channel-eximbay', pgProvider: 'eximbay', pgId: 'MIDEXIMBAY', sandbox: false },
];

/** The channels of the merchant. */
export interface Channels {
  all: () => Channel[];
  byKey: (channelKey: string) => Channel | undefined;
  /** By the old `pg` parameter: `provider` or `provider.MID` (§8.2). */
  byPg: (pg: string) => Channel | undefined;
  /** What is used when the request names none. */
  first: () => Channel | undefined;
}

/** Makes the look-up over a list of channels. */
export function createChannels(channels: readonly Channel[] = DEFAULT_CHANNELS): Channels {
  return {
    all: () => channels.map((channel) => ({ ...channel })),
    byKey: (channelKey) => channels.find((it) => it.channelKey === channelKey),
    byPg(pg) {
      const [provider, id] = pg.split('.', 2);
      return channels.find((it) => it.pgProvider === provider && (id === undefined || id === '' || it.pgId === id));
    },
    first: () => channels[0],
  };
}
