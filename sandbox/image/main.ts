import { mkdtemp, chmod, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withDatabaseName } from '../demo/with-database-name';
import { startDatabase } from '../mongodb/start-database';
import { createChecks, type Checks } from '../smoke/checks';
import { createBuild } from './build-stage';
import { checkContents } from './check-contents';
import { checkSandboxImage } from './check-sandbox-image';
import { checkServiceImage } from './check-service-image';
import { confine, setWritable } from './confine';
import { readDockerfile } from './read-dockerfile';

const ROOT = join(__dirname, '..', '..');
const print = (line: string) => console.log(line);

/** Carries out the Dockerfile's steps in empty folders, and runs what comes out as a container would. */
async function rehearse(place: string, mongodbUri: string, checks: Checks): Promise<void> {
  const stages = readDockerfile(await readFile(join(ROOT, 'Dockerfile'), 'utf8'));
  print(
    `\nThe steps of the Dockerfile, on Node.js ${process.versions.node}; the image has ${stages.get('base')?.from}`,
  );
  const build = createBuild({ stages, context: ROOT, place, print });
  const [service, sandbox] = [stages.get('service')!, stages.get('sandbox')!];
  const [serviceRoot, sandboxRoot] = await Promise.all([build('service'), build('sandbox')]);
  print('\nWhat is in the image of the service');
  await checkContents(serviceRoot, checks);
  setWritable(place, false);
  const confinement = confine(service, place);
  print(
    `\nThe image of the service, ${confinement.isReadOnly ? 'on a read-only file system' : 'in files that it cannot write'}`,
  );
  await checkServiceImage({ stage: service, root: serviceRoot, confinement, mongodbUri, checks, print });
  print('\nThe image of the sandbox');
  await checkSandboxImage({ stage: sandbox, root: sandboxRoot, confinement, repository: ROOT, checks });
}

/** `npm run rehearse`. */
async function main(): Promise<void> {
  const checks = createChecks(print);
  const place = await mkdtemp(join(tmpdir(), 'checkout-image-'));
  // The image's user must be able to come in.
  await chmod(place, 0o755);
  const database = await startDatabase({ env: process.env, log: print });
  try {
    await rehearse(place, withDatabaseName(database.uri, 'checkout_rehearsal'), checks);
  } finally {
    await database.stop();
    setWritable(place, true);
    await rm(place, { recursive: true, force: true });
  }
  print(
    `\n${checks.failed() === 0 ? 'The images work as far as can be told without an engine' : `${checks.failed()} checks failed`}`,
  );
  process.exit(checks.failed() === 0 ? 0 : 1);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
