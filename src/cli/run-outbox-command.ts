import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import type { Actor } from '../domain/access-key';
import type { OutboxMessage } from '../domain/outbox';
import { replayLetter, replayNotification, type ReplayNotificationDeps } from '../services/replay-notification';
import type { Letter } from '../store/dead-letters';

export interface OutboxCommandDeps extends ReplayNotificationDeps {
  readonly actor: Actor;
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
}

export const OUTBOX_USAGE = `Usage:
  npm run outbox -- list                  lists the dead letters: messages that could not be delivered
  npm run outbox -- replay <id>           sends one dead letter again
  npm run outbox -- replay --all-dead     sends all dead letters again`;

type Command = { readonly name: 'list' } | { readonly name: 'replay'; readonly id: string | null };

const PAGE = 500;
const OUTCOMES = {
  replayed: 'will be sent again',
  notificationNotFound: 'no dead letter has this id: delivered, still on its way, or unknown',
  notDead: 'is delivered, or still on its way',
} as const;

/**
 * Parses the arguments.
 *
 * @returns null where they are wrong
 */
export function parseOutboxCommand(args: readonly string[]): Command | null {
  try {
    const options = { 'all-dead': { type: 'boolean', default: false } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [name, id, ...rest] = positionals;
    const isAll = values['all-dead'];
    if (rest.length > 0) return null;
    if (name === 'list' && id === undefined && !isAll) return { name };
    if (name === 'replay' && (id !== undefined) !== isAll) return { name, id: id ?? null };
    return null;
  } catch {
    return null;
  }
}

/**
 * Lists the dead letters, or sends them again.
 *
 * @returns the exit code: 1 where the named message was not sent again
 * @throws CheckoutError `unavailable`
 */
export async function runOutboxCommand(deps: OutboxCommandDeps, command: Command): Promise<number> {
  if (command.name === 'list') return list(deps);
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
