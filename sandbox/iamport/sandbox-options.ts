import type { Channel } from './channels';
import type { SettingsPatch } from './settings';
import type { Sleep } from './sleep';
import type { Clock } from './unix-seconds';

/** How a sandbox starts. Everything has a default; the settings among it can be changed while it runs. */
export interface SandboxOptions extends SettingsPatch {
  /** @default 0, a free port */
  port?: number | undefined;
  /** @default '127.0.0.1' */
  host?: string | undefined;
  /** REST API key of the merchant. @default '0000000000000000' */
  impKey?: string | undefined;
  /** REST API secret of the merchant. @default 'sandbox-secret' */
  impSecret?: string | undefined;
  /** Key of KG Inicis's own admin, without which it revokes no account. @default 'sandbox-inicis-key' */
  inicisApiKey?: string | undefined;
  /** What `IMP.init` takes in the browser. @default 'imp00000000' */
  merchantCode?: string | undefined;
  /** The console's payment channels; the first is the default one. @default two of Inicis (live, test) and others */
  channels?: readonly Channel[] | undefined;
  /** @default the machine's clock */
  now?: Clock | undefined;
  /** Lowercase hex text of that many characters. @default random */
  randomHex?: ((characters: number) => string) | undefined;
  /** How delays and resends wait. @default real time */
  sleep?: Sleep | undefined;
  /** Hears one line an event. @default nobody */
  log?: ((line: string) => void) | undefined;
}
