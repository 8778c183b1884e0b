import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import process from 'node:process';

/**
 * Loaded into a measured server before it starts. It answers the bench's messages: what the process has used, and a CPU
 * profile between `profile` and `save`.
 */
let session;

const ANSWERS = {
  usage: () => process.resourceUsage(),
  async profile() {
    session = new Session();
    session.connect();
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: 200 });
    await session.post('Profiler.start');
  },
  async save({ file }) {
    const { profile } = await session.post('Profiler.stop');
    session.disconnect();
    writeFileSync(file, JSON.stringify(profile));
  },
};

process.on('message', async (question) => process.send({ answer: await ANSWERS[question.ask](question) }));
