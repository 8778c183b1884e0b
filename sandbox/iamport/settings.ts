import { z } from 'zod';

/** The console's webhook addresses of live and of test payments; null for none. */
export interface WebhookUrls {
  live: string | null;
  test: string | null;
}

/** What an attacker changes in the browser: what is asked for, and the `imp_uid` that is told to the shop. */
export interface Attacker {
  payAmount?: number;
  /** ISO 4217. */
  payCurrency?: string;
  channelKey?: string;
  returnImpUid?: string;
}

/** The part of the sandbox that can be changed while it runs. */
export interface Settings {
  /** The console's webhook addresses (§7.3). @default none */
  webhookUrl: WebhookUrls;
  /** The console's content type for webhooks (§7.2). @default 'json' */
  webhookFormat: 'json' | 'form';
  /** Resend after status 0 or 5xx; off unless asked for at support (§7.5). @default false */
  webhookRetry: boolean;
  /** Milliseconds between two resends. @default 60,000, as i'mport */
  webhookRetryIntervalMs: number;
  /** Milliseconds for the first attempt's connection. @default 10,000, as i'mport */
  webhookConnectTimeoutMs: number;
  /** Milliseconds for the first attempt's answer. @default 30,000, as i'mport */
  webhookReadTimeoutMs: number;
  /** Milliseconds for the whole of a resend. @default 15,000, as i'mport */
  webhookResendTimeoutMs: number;
  /** Wait for the webhook's answer before the browser goes on (§7.6). @default false */
  webhookFirst: boolean;
  /** When a cancel by the API takes effect (§5.1): as the PG does, at once, or later (`finishCancel`). @default 'by-pg' */
  cancelMode: 'by-pg' | 'at-once' | 'later';
  /** Milliseconds that `confirm_url` may take (§6: 10 s in one text, 5 s in another). @default 10,000 */
  confirmTimeoutMs: number;
  /** What a window closed by the buyer leaves behind; Inicis writes `failed` (§10 no. 16). @default 'ready' */
  closedWindow: 'ready' | 'failed';
  /** The callback's fields (§8.3): all, or four; `by-pg` goes by PG and script. @default 'by-pg' */
  rspStyle: 'by-pg' | 'rich' | 'poor';
  /** The rich callback's flag (§8.3): `by-script` is none from the new script, `success` from the old. @default 'by-script' */
  rspFlag: 'by-script' | 'none' | 'success' | 'imp_success' | 'both';
  /** The redirect's flag (§8.4): none today, `imp_success` in the older guide. @default 'none' */
  redirectFlag: 'none' | 'success' | 'imp_success';
  /** What an attacker changes; null for none. @default null */
  attacker: Attacker | null;
  /** What webhooks other than cancels carry as `cancellation_id` (§14.4: unknown). @default 'absent' */
  cancellationIdWhenUnset: 'absent' | 'null';
  /** How `findAll` answers for an unknown order key (§14.8: unknown; the schema says 404). @default 'not-found' */
  findAllUnknown: 'not-found' | 'empty-page';
  /** How `find` and `findAll` take `all` as a status (§3), which only official clients send. @default 'bad-status' */
  statusAllInFind: 'bad-status' | 'every-status';
}

type SettingsInput = Omit<Settings, 'webhookUrl'> & {
  /** One text stands for both modes (§7.3). */
  webhookUrl: string | null | { [Mode in keyof WebhookUrls]?: string | null | undefined };
};

/** Any of the {@link Settings}, as people write them. */
export type SettingsPatch = { [Name in keyof SettingsInput]?: SettingsInput[Name] | undefined };

const milliseconds = z.number().int().nonnegative();
const url = z.url({ protocol: /^https?$/ });
const urlPerMode = z.strictObject({ live: url.nullable().default(null), test: url.nullable().default(null) });

const fields = {
  webhookUrl: z.union([url.transform((it) => ({ live: it, test: it })), z.null().transform(noUrls), urlPerMode]),
  webhookFormat: z.enum(['json', 'form']),
  webhookRetry: z.boolean(),
  webhookRetryIntervalMs: milliseconds,
  webhookConnectTimeoutMs: milliseconds,
  webhookReadTimeoutMs: milliseconds,
  webhookResendTimeoutMs: milliseconds,
  webhookFirst: z.boolean(),
  cancelMode: z.enum(['by-pg', 'at-once', 'later']),
  confirmTimeoutMs: milliseconds,
  closedWindow: z.enum(['ready', 'failed']),
  rspStyle: z.enum(['by-pg', 'rich', 'poor']),
  rspFlag: z.enum(['by-script', 'none', 'success', 'imp_success', 'both']),
  redirectFlag: z.enum(['none', 'success', 'imp_success']),
  attacker: z
    .strictObject({
      payAmount: z.number(),
      payCurrency: z.string().length(3),
      channelKey: z.string().min(1),
      returnImpUid: z.string().min(1),
    })
    .exactPartial()
    .nullable(),
  cancellationIdWhenUnset: z.enum(['absent', 'null']),
  findAllUnknown: z.enum(['not-found', 'empty-page']),
  statusAllInFind: z.enum(['bad-status', 'every-status']),
} satisfies { [Name in keyof Settings]: z.ZodType<Settings[Name], SettingsInput[Name]> };

/** Checks a {@link SettingsPatch}; an unknown name is an error. */
export const settingsPatchSchema = z.strictObject(fields).partial();

/** The settings among an object's other properties. */
export function pickSettings(options: SettingsPatch): SettingsPatch {
  return Object.fromEntries(Object.entries(options).filter(([name]) => name in fields));
}

/** Live settings: read afresh at each use. */
export interface SettingsDesk {
  current: () => Readonly<Settings>;
  /** @throws ZodError naming the field */
  change: (patch: SettingsPatch) => Readonly<Settings>;
  /** Back to what the sandbox was started with. */
  reset: () => void;
}

const DEFAULTS: Settings = {
  webhookUrl: { live: null, test: null },
  webhookFormat: 'json',
  webhookRetry: false,
  webhookRetryIntervalMs: 60_000,
  webhookConnectTimeoutMs: 10_000,
  webhookReadTimeoutMs: 30_000,
  webhookResendTimeoutMs: 15_000,
  webhookFirst: false,
  cancelMode: 'by-pg',
  confirmTimeoutMs: 10_000,
  closedWindow: 'ready',
  rspStyle: 'by-pg',
  rspFlag: 'by-script',
  redirectFlag: 'none',
  attacker: null,
  cancellationIdWhenUnset: 'absent',
  findAllUnknown: 'not-found',
  statusAllInFind: 'bad-status',
};

/** Makes the settings; each one that is not given has i'mport's own value. */
export function createSettings(initial: SettingsPatch = {}): SettingsDesk {
  const merge = (base: Settings, patch: SettingsPatch): Settings => {
    const given = Object.entries(settingsPatchSchema.parse(patch)).filter(([, value]) => value !== undefined);
    return { ...base, ...Object.fromEntries(given) };
  };
  const first = merge(DEFAULTS, initial);
  let settings = first;
  return {
    current: () => settings,
    change: (patch) => (settings = merge(settings, patch)),
    reset: () => (settings = first),
  };
}

function noUrls() {
  return { live: null, test: null };
}
