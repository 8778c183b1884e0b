import { z } from 'zod';
import type { SandboxOptions } from './sandbox-options';

const DEFAULT_PORT = 3900;

const blankIsUnset = (value: unknown) => (value === '' ? undefined : value);
const text = z.preprocess(blankIsUnset, z.string().optional());
const url = z.preprocess(blankIsUnset, z.url({ protocol: /^https?$/ }).optional());
const flag = z.preprocess(
  blankIsUnset,
  z
    .enum(['true', 'false'])
    .transform((it) => it === 'true')
    .optional(),
);

const envSchema = z.object({
  SANDBOX_PORT: z.preprocess(blankIsUnset, z.coerce.number<string>().int().min(0).max(65_535).default(DEFAULT_PORT)),
  SANDBOX_HOST: text,
  SANDBOX_IMP_KEY: text,
  SANDBOX_IMP_SECRET: text,
  SANDBOX_INICIS_API_KEY: text,
  SANDBOX_MERCHANT_CODE: text,
  SANDBOX_WEBHOOK_URL: url,
  SANDBOX_WEBHOOK_URL_TEST: url,
  SANDBOX_WEBHOOK_FORMAT: z.preprocess(blankIsUnset, z.enum(['json', 'form']).optional()),
  SANDBOX_WEBHOOK_RETRY: flag,
  SANDBOX_WEBHOOK_FIRST: flag,
});

/**
 * Options of the stand-alone sandbox from the environment; nothing is required, and nothing else is read.
 * `SANDBOX_WEBHOOK_URL` serves both modes unless `SANDBOX_WEBHOOK_URL_TEST` is given too.
 * @throws Error naming every bad setting
 */
export function optionsFromEnv(env: Record<string, string | undefined>): SandboxOptions {
  const parsed = envSchema.safeParse(env);
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  const it = parsed.data;
  const live = it.SANDBOX_WEBHOOK_URL ?? null;
  return {
    port: it.SANDBOX_PORT,
    host: it.SANDBOX_HOST,
    impKey: it.SANDBOX_IMP_KEY,
    impSecret: it.SANDBOX_IMP_SECRET,
    inicisApiKey: it.SANDBOX_INICIS_API_KEY,
    merchantCode: it.SANDBOX_MERCHANT_CODE,
    webhookUrl: { live, test: it.SANDBOX_WEBHOOK_URL_TEST ?? live },
    webhookFormat: it.SANDBOX_WEBHOOK_FORMAT,
    webhookRetry: it.SANDBOX_WEBHOOK_RETRY,
    webhookFirst: it.SANDBOX_WEBHOOK_FIRST,
  };
}
