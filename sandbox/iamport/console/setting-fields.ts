import { z } from 'zod';
import { type Settings, settingsPatchSchema } from '../settings';

/** How a setting is edited on the console; `own` ones have a place of their own there. */
export type SettingField =
  | { name: keyof Settings; kind: 'choice'; options: readonly string[] }
  | { name: keyof Settings; kind: 'flag' | 'number' | 'own' };

/** The settings as the control API's own schema has them: one added there appears on the console by itself. */
export function settingFields(): SettingField[] {
  const { properties = {} } = z.toJSONSchema(settingsPatchSchema, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).map(([key, schema]) => {
    const name = key as keyof Settings;
    if (typeof schema === 'boolean') return { name, kind: 'own' };
    if (Array.isArray(schema.enum)) return { name, kind: 'choice', options: schema.enum.map(String) };
    if (schema.type === 'boolean') return { name, kind: 'flag' };
    return { name, kind: schema.type === 'integer' || schema.type === 'number' ? 'number' : 'own' };
  });
}
