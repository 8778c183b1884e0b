import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { rootAbove } from '../lib/root-above';
import { sample, type Metrics, type Sample } from '../metrics/metrics';

const Package = z.object({ version: z.string() });

/** Registers what runs: the versions of the service and of Node.js, and the mode. */
export function watchBuild({ watch }: Metrics, mode: 'live' | 'test'): void {
  let samples: Promise<Sample[]> | null = null;
  watch(() => (samples ??= readVersion().then((version) => [buildInfo(version, mode)])));
}

function buildInfo(version: string, mode: 'live' | 'test'): Sample {
  const labels = { version, node_version: process.version, iamport_mode: mode };
  return sample('checkout_build_info', labels, 1);
}

async function readVersion(): Promise<string> {
  const text = await readFile(join(rootAbove(__dirname), 'package.json'), 'utf8').catch(() => '{}');
  return Package.safeParse(JSON.parse(text)).data?.version ?? 'unknown';
}
