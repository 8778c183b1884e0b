import { Settings } from '../../src/config/settings';

/** The names of all settings, in the order of their declaration. */
export function settingNames(): string[] {
  return Object.keys(Settings.shape);
}
