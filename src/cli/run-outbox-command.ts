import Table from 'cli-table3';
import type { OutboxMessage } from '../domain/outbox';
import { replayLetter, replayNotification, type ReplayNotificationDeps } from '../services/replay-notification';
import type { Letter } from '../store/letter';
import type { OutboxCommand } from './outbox-arguments';
import { runResendCommand, type ResendCommandDeps } from './run-resend-command';

export type OutboxCommandDeps = ReplayNotificationDeps & ResendCommandDeps;

const PAGE = 500;
const OUTCOMES = {
  replayed: 'will be sent again',
  notificationNotFound: 'no dead letter has this id: delivered, still on its way, or unknown',
  notDead: 'is delivered, or still on its way',
} as const;

/**
 * Lists the dead letters, sends them again, or sends events again that were delivered.
 *
 * @returns the exit code: 1 where what is named was not sent again
 * @throws CheckoutError `unavailable`
 */
export async function runOutboxCommand(deps: OutboxCommandDeps, command: OutboxCommand): Promise<number> {
  if (command.name === 'list') return list(deps);
  if (command.name === 'resend') return runResendCommand(deps, command.target, command.reason);
  if (command.id === null) return replayAll(deps);
  const { result } = await replayNotification(deps, command.id, deps.actor);
  (result === 'replayed' ? deps.print : deps.printError)(`${command.id}: ${OUTCOMES[result]}`);
  return result === 'replayed' ? 0 : 1;
}

async function list({ deadLetters, print }: OutboxCommandDeps): Promise<number> {
  const letters = await deadLetters.list(PAGE);
  print(letters.length === 0 ? 'No dead letters.' : tableOf(letters));
  if (letters.length === PAGE) print(`These are the oldest ${PAGE}; there may be more.`);
  return 0;
}

/** Retries each dead letter once, page by page. One that is dead-lettered again during the run is not retried twice. */
async function replayAll(deps: OutboxCommandDeps): Promise<number> {
  const { deadLetters, actor, print } = deps;
  const seen = new Set<string>();
  let replayed = 0;
  for (;;) {
    const letters = (await deadLetters.list(PAGE)).filter(({ entry }) => !seen.has(entry.id));
    if (letters.length === 0) break;
    for (const letter of letters) {
      seen.add(letter.entry.id);
      if (await replayLetter(deps, letter, actor)) replayed += 1;
    }
  }
  print(`${replayed} dead letter${replayed === 1 ? '' : 's'} will be sent again.`);
  return 0;
}

function tableOf(letters: readonly Letter[]): string {
  const table = new Table({
    head: ['id', 'order', 'message', 'tries', 'dead since', 'last error'],
    style: { head: [] },
  });
  for (const { merchantUid, entry } of letters) {
    const { id, message, attempts, deadAt, lastError } = entry;
    table.push([id, merchantUid, nameOf(message), attempts, deadAt?.toISOString() ?? '', lastError ?? '']);
  }
  return table.toString();
}

function nameOf(message: OutboxMessage): string {
  return message.channel === 'shop' ? message.event : message.channel;
}
