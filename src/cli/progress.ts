import { Presets, SingleBar } from 'cli-progress';

/** How far a long piece of work has come. */
export interface Progress {
  readonly reach: (value: number) => void;
  readonly stop: () => void;
}

/**
 * Shows a bar on a terminal, and nothing elsewhere.
 *
 * @param total 0 where it is not known beforehand: the bar then counts
 */
export function startProgress(what: string, total: number, stream: NodeJS.WriteStream): Progress {
  if (!stream.isTTY) return { reach: () => {}, stop: () => {} };
  const format = total === 0 ? `${what}: {value}` : `${what} {bar} {percentage} %, {eta_formatted} to go`;
  const bar = new SingleBar({ stream, format, hideCursor: true, clearOnComplete: true }, Presets.shades_classic);
  bar.start(total, 0);
  return { reach: (value) => bar.update(value), stop: () => bar.stop() };
}
