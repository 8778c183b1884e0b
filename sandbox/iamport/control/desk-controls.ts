import type { Channels } from '../channels';
import type { PreparedAmounts } from '../prepared-amounts';
import { type SettingsDesk, settingsPatchSchema } from '../settings';
import type { Tokens } from '../tokens';
import { type ControlRoute, plainRoute } from './control-route';

/** Settings, tokens, and a fresh start. */
export function deskControls(deps: {
  settings: SettingsDesk;
  tokens: Tokens;
  prepared: PreparedAmounts;
  channels: Channels;
  reset: () => void;
}): ControlRoute[] {
  return [
    plainRoute('GET /settings', 'The settings in force', () => deps.settings.current()),
    {
      name: 'PATCH /settings',
      about: 'Change settings while it runs: webhook addresses, format, retry, time limits, ...',
      example: { webhookUrl: 'http://127.0.0.1:3000/payments/webhook', webhookFormat: 'form' },
      handle: ({ body }) => deps.settings.change(settingsPatchSchema.parse(body ?? {})),
    },
    plainRoute('GET /tokens', 'The living access token, null if there is none', () => deps.tokens.current() ?? null),
    plainRoute('DELETE /tokens', 'End the living token: calls that carry it get 401', () => deps.tokens.revoke()),
    plainRoute('GET /channels', 'The payment channels, test ones marked by `sandbox`', () => deps.channels.all()),
    plainRoute('GET /prepared', 'The amounts registered by /payments/prepare', () => deps.prepared.all()),
    plainRoute(
      'POST /reset',
      'Forget payments, prepared amounts, calls, faults, webhooks and tokens; settings as at the start',
      () => deps.reset(),
    ),
  ];
}
