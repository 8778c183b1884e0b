import { z } from 'zod';

const milliseconds = z.number().int().nonnegative();
const url = z.url({ protocol: /^https?$/ });
const urlPerMode = z.strictObject({ live: url.nullable().default(null), test: url.nullable().default(null) });
const attackerSchema = z
  .strictObject({
    payAmount: z.number(),
    payCurrency: z.string().length(3),
    channelKey: z.string().min(1),
    returnImpUid: z.string().min(1),
  })
  .exactPartial();

const fields = {
  /** The console's webhook address (§7.3); one text stands for both modes. */
  webhookUrl: z.union([url.transform((it) => ({ live: it, test: it })), z.null().transform(noUrls), urlPerMode]),
  /** The console's content type for webhooks (§7.2). */
  webhookFormat: z.enum(['json', 'form']),
  /** Resend after status 0 or 5xx; off unless asked for at support (§7.5). */
  webhookRetry: z.boolean(),
  /** Milliseconds between two resends; i'mport: 1 minute. */
  webhookRetryIntervalMs: milliseconds,
  /** Milliseconds for the first attempt's connection; i'mport: 10 s. */
  webhookConnectTimeoutMs: milliseconds,
  /** Milliseconds for the first attempt's answer; i'mport: 30 s. */
  webhookReadTimeoutMs: milliseconds,
  /** Milliseconds for the whole of a resend; i'mport: 15 s. */
  webhookResendTimeoutMs: milliseconds,
  /** Wait for the webhook's answer before the browser goes on (§7.6). */
  webhookFirst: z.boolean(),
  /** When a cancel by the API takes effect (§5.1): as the PG does, at once, or later (`finishCancel`). */
  cancelMode: z.enum(['by-pg', 'at-once', 'later']),
  /** Milliseconds that `confirm_url` may take (§6: 10 s in one text, 5 s in another). */
  confirmTimeoutMs: milliseconds,
  /** What a window closed by the buyer leaves behind; Inicis writes `failed` (§10 no. 16). */
  closedWindow: z.enum(['ready', 'failed']),
  /** The callback's fields (§8.3): all, or four; `by-pg` goes by PG and script. */
  rspStyle: z.enum(['by-pg', 'rich', 'poor']),
  /** The rich callback's flag (§8.3); `by-script`: none from the new script, `success` from the old. */
  rspFlag: z.enum(['by-script', 'none', 'success', 'imp_success', 'both']),
  /** The redirect's flag (§8.4): none today, `imp_success` in the older guide. */
  redirectFlag: z.enum(['none', 'success', 'imp_success']),
  /** What an attacker changes in the browser: what is asked for, and the `imp_uid` that is told to the shop. */
  attacker: attackerSchema.nullable(),
  /** What webhooks other than cancels carry as `cancellation_id` (§14.4: unknown). */
  cancellationIdWhenUnset: z.enum(['absent', 'null']),
  /** How `findAll` answers for an unknown order key (§14.8: unknown; the schema says 404). */
  findAllUnknown: z.enum(['not-found', 'empty-page']),
  /** How `find` and `findAll` take `all` as a status (§3): the schema has no such status, official clients send it. */
  statusAllInFind: z.enum(['bad-status', 'every-status']),
};

/** The part of the sandbox that can be changed while it runs. */
export type Settings = { [K in keyof typeof fields]: z.output<(typeof fields)[K]> };
/** Any of the {@link Settings}, as people write them. */
export type SettingsPatch = { [K in keyof typeof fields]?: z.input<(typeof fields)[K]> | undefined };

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
