import { createFaults } from './create-faults';
import { createFaultTurn, type TurnDocument } from './fault-turn';
import { useDatabase } from './database';

const database = useDatabase();
let names = 0;
beforeEach(() => (names += 1));

/** A holder whose clock moves only by its own pauses. */
function holder(name: string, clock = { ms: 0 }) {
  const turns = database.db().collection<TurnDocument>(`turns_${names}`);
  return createFaultTurn({
    turns,
    holder: name,
    now: () => new Date(clock.ms),
    pause: async (ms) => void (clock.ms += ms),
  });
}

describe('the turn for a fault', () => {
  it('belongs to one holder until it is given back, and the holder may take it again', async () => {
    const first = holder('first');
    await first.take();
    await first.take();
    const waiting = holder('second', { ms: -24_000 });
    const refused = waiting.take().catch((error: unknown) => error);
    expect(await refused).toEqual(new Error('no turn for a fault within 25000 ms: first has it'));
    await first.give();
    await waiting.take();
  });

  it('is free after the lease of a dead holder has ended', async () => {
    await holder('killed').take();
    const clock = { ms: 0 };
    await holder('next', clock).take();
    expect(clock.ms).toBe(20_000);
  });

  it('is not given back by a holder whose lease another one took over', async () => {
    const late = holder('late');
    await late.take();
    await holder('next', { ms: 20_000 }).take();
    await late.give();
    await expect(holder('third', { ms: 15_000 - 25_000 }).take()).rejects.toThrow('next has it');
  });
});

describe('a fault', () => {
  const setUp = ({ canFail = true, refuse = false } = {}) => {
    const done: string[] = [];
    const turn = { take: async () => void done.push('take'), give: async () => void done.push('give') };
    const configure = async (mode: unknown) => {
      done.push(String(mode));
      if (refuse) throw new Error('no such command');
    };
    return { done, faults: createFaults({ canFail, configure, turn }) };
  };

  it('gives its turn back once when it ends', async () => {
    const { done, faults } = setUp();
    await faults.fail({ failCommands: ['find'] });
    await faults.mend();
    await faults.mend();
    expect(done).toEqual(['take', 'alwaysOn', 'off', 'give']);
  });

  it('gives its turn back also where it could be neither set nor ended', async () => {
    const { done, faults } = setUp({ refuse: true });
    await expect(faults.fail({ failCommands: ['find'] })).rejects.toThrow('no such command');
    await expect(faults.mend()).rejects.toThrow('no such command');
    expect(done).toEqual(['take', 'alwaysOn', 'off', 'give']);
  });

  it('is refused at once, without a turn, by a server that cannot make faults', async () => {
    const { done, faults } = setUp({ canFail: false });
    await expect(faults.fail({ failCommands: ['find'] })).rejects.toThrow('this server has no faults');
    await faults.mend();
    expect(done).toEqual([]);
  });
});
