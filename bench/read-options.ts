import { parseArgs } from 'node:util';

/** What an option is without being named, and what it means. A default of null is a number that may be left out. */
export type OptionSpecs = Readonly<Record<string, readonly [fallback: number | string | boolean | null, help: string]>>;

/** The values of options, each of the type of its default. */
export type OptionValues<Specs extends OptionSpecs> = {
  readonly [Name in keyof Specs]: Specs[Name][0] extends string
    ? string
    : Specs[Name][0] extends boolean
      ? boolean
      : Specs[Name][0] extends number
        ? number
        : number | null;
};

/**
 * Reads named options such as `--rounds 5` or `--files`. `--help` prints them and ends the process.
 *
 * @throws TypeError for an option that is not known, Error for a number that is none
 */
export function readOptions<const Specs extends OptionSpecs>(command: string, specs: Specs): OptionValues<Specs> {
  const { values } = parseArgs({ options: parseTypes(specs) }) as {
    values: Record<string, string | boolean | undefined>;
  };
  if (values['help'] === true) printHelp(command, specs);
  const read = Object.entries(specs).map(([name, [fallback]]) => [name, valueOf(name, values[name], fallback)]);
  return Object.fromEntries(read) as OptionValues<Specs>;
}

function parseTypes(specs: OptionSpecs): Record<string, { readonly type: 'string' | 'boolean' }> {
  const types = Object.entries(specs).map(([name, [fallback]]) => {
    return [name, { type: typeof fallback === 'boolean' ? 'boolean' : 'string' }] as const;
  });
  return { ...Object.fromEntries(types), help: { type: 'boolean' } };
}

function valueOf(name: string, given: string | boolean | undefined, fallback: number | string | boolean | null) {
  if (given === undefined) return fallback;
  if (typeof given === 'boolean' || typeof fallback === 'string') return given;
  const value = Number(given);
  if (given === '' || !Number.isFinite(value) || value < 0) throw new Error(`--${name} must be a number, not ${given}`);
  return value;
}

function printHelp(command: string, specs: OptionSpecs): never {
  console.log(`${command} -- [options]`);
  for (const [name, [fallback, help]] of Object.entries(specs)) {
    const rest = typeof fallback === 'boolean' || fallback === null ? '' : ` (default ${fallback})`;
    console.log(`  --${name.padEnd(22)} ${help}${rest}`);
  }
  process.exit(0);
}
