import { findSecantus, NO_SECANTUS } from '../sandbox/mongodb/engines/secantus';

/** The engines of a list such as `stand-in,secantus` that are there. Says of SecantusDB if it is not. */
export async function pickEngines(list: string): Promise<string[]> {
  const engines = list.split(',').filter(Boolean);
  if (!engines.includes('secantus') || (await findSecantus(process.env)) !== undefined) return engines;
  console.log(`SecantusDB is not measured: ${NO_SECANTUS}`);
  return engines.filter((engine) => engine !== 'secantus');
}
