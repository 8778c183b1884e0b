/** One scrape, as Prometheus reads it. */
export interface Scrape {
  /** The value of a series, named as in PromQL with its labels sorted: `up{a="1",b="2"}`; undefined where it is absent. */
  readonly value: (series: string) => number | undefined;
  /** The names of all metrics, of the service and of Node.js. */
  readonly names: ReadonlySet<string>;
  readonly text: string;
}

/** Reads the text format of Prometheus. */
export function readScrape(text: string): Scrape {
  const values = new Map<string, number>();
  const names = new Set<string>();
  for (const line of text.split('\n')) {
    const [, name = ''] = /^# TYPE (\S+)/.exec(line) ?? [];
    if (name !== '') names.add(name);
    const [, series, labels = '', value] = /^([a-z_]+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    if (series === undefined) continue;
    const sorted = [...labels.matchAll(/\w+="[^"]*"/g)].map(([label]) => label).toSorted();
    values.set(sorted.length === 0 ? series : `${series}{${sorted.join(',')}}`, Number(value));
  }
  return { value: (series) => values.get(series), names, text };
}
