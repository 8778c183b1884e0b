import { writeSync } from 'node:fs';
import { createConsoleSms } from '../../src/notify/console-carrier';
import { createLogger } from '../../src/composition/create-logger';
import { createWriteLine } from '../../src/notify/write-line';

/** A process that marks each message on descriptor 3 once its carrier has answered, and is killed right after the last. */
const COUNT = 200;
const MARKS = 3;

async function main(): Promise<void> {
  const carry = createConsoleSms(createWriteLine(createLogger('info')));
  const send = async (id: string) => {
    await carry({ channel: 'sms', to: '010-1234-5678', text: `계좌번호 ${'가'.repeat(50)}` }, id);
    writeSync(MARKS, `${id}\n`);
  };
  for (let n = 0; n < COUNT; n += 4) await Promise.all([0, 1, 2, 3].map((k) => send(`id-${n + k}`)));
  process.kill(process.pid, 'SIGKILL');
}

void main();
