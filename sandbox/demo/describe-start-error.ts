import type { DemoOptions } from './demo-options';

/** What to tell a person whose demo did not start; a taken port in one line, by the setting that chooses another. */
export function describeStartError(error: unknown, ports: Pick<DemoOptions, 'port' | 'shopPort'>): string {
  if (!(error instanceof Error)) return String(error);
  if (!('code' in error) || error.code !== 'EADDRINUSE') return error.message;
  const taken = 'port' in error ? Number(error.port) : NaN;
  const setting = taken === ports.port ? 'PORT' : taken === ports.shopPort ? 'SHOP_PORT' : 'SANDBOX_PORT';
  return `Port ${taken} is taken; choose another: ${setting}=${taken + 1} npm run demo`;
}
