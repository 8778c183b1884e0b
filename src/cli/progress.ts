import { Presets, SingleBar } from 'cli-progress';

/** A progress bar. */
export interface ProgressBar {
  readonly reach: (value: number) => void;
  readonly stop: () => void;
}

/**
 * Shows a progress bar on a terminal, and nothing elsewhere.
 *
 * @param total 0 if it is not known; then only the count is shown
 */
export function startProgress(what: string, total: number, stream: NodeJS.WriteStream): ProgressBar {
  if (!stream.isTTY) return { reach: () => {}, stop: () => {} };
  const format = total === 0 ? `${what}: {value}` : `${what} {bar} {percentage} %, {eta_formatted} to go`;
  const bar = new SingleBar({ stream, format, hideCursor: true, clearOnComplete: true }, Presets.shades_classic);
  bar.start(total, 0);
  return { reach: (value) => bar.update(value), stop: () => bar.stop() };
}
