import { join } from 'node:path';
import type { World } from '../start-processes';
import { verifyAll, type RoundLoad } from './measure-round';
import { printProfile } from './print-profile';
import type { Subject } from './subjects';

const FOLDER = join(__dirname, '..', '..', 'node_modules', '.cache', 'bench');

/** Prints where a server's CPU goes over one more round. The whole profile is kept, for Chrome's developer tools. */
export async function profileRound(
  world: World,
  subject: Subject,
  { payments: count, connections }: RoundLoad,
): Promise<void> {
  const file = join(FOLDER, `${subject.name}-${world.engine.split(' ', 1)[0]}.cpuprofile`);
  const payments = await world.seed(count, { database: subject.database });
  await subject.profile();
  await verifyAll(world, subject, payments, connections);
  await subject.saveProfile(file);
  await printProfile(subject.name, file, count);
  console.log(`the whole profile: ${file}`);
}
