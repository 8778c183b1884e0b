import { findSecantus, NO_SECANTUS } from '../sandbox/mongodb/engines/secantus';

/** Measures on each engine that is there. A missed goal is printed, and the process then ends with exit code 1. */
export async function onEngines(list: string, measure: (engine: string) => Promise<readonly string[]>): Promise<void> {
  for (const engine of await pickEngines(list)) {
    for (const line of await measure(engine)) {
      console.log(`MISSED ${line}`);
      process.exitCode = 1;
    }
  }
}

/** The engines of a list such as `stand-in,secantus` that are there. Says of SecantusDB if it is not. */
async function pickEngines(list: string): Promise<string[]> {
  const engines = list.split(',').filter(Boolean);
  if (!engines.includes('secantus') || (await findSecantus(process.env)) !== undefined) return engines;
  console.log(`SecantusDB is not measured: ${NO_SECANTUS}`);
  return engines.filter((engine) => engine !== 'secantus');
}
