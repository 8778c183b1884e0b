import type { Router } from 'express';
import type { Config } from '../config/load-config';
import { createDesk } from '../desk/create-desk';
import { createSignInTries } from '../desk/sign-in-tries';
import type { InstanceHealth } from '../domain/instance-health';
import { createSenderOf } from '../http/sender-of';
import { endOfKoreanDay, startOfKoreanDay } from '../lib/korean-date';
import { createDeskSignIn } from '../services/desk-sign-in';
import type { DeadLetterRequest } from '../services/list-dead-letters';
import { readDay, type ReadDayDeps } from '../services/read-day';
import type { ReadToday } from '../services/read-today';
import { readBacklog } from '../store/backlog';
import { createDeskSessions } from '../store/desk-sessions';
import { createMoneyOrders } from '../store/money-orders';
import { createFindRegistered } from '../store/registered-orders';
import { LIMITS } from './limits';
import type { Keys } from './open-keys';
import { openDeadline } from './open-deadline';
import type { ServiceParts } from './service-parts';
import { shareReading } from './share-reading';
import type { Services } from './wire-services';

/** What the desk is wired from. */
export interface DeskParts extends ServiceParts {
  readonly config: Config;
  readonly services: Services;
  readonly keys: Pick<Keys, 'find' | 'findByDigest'>;
  readonly readHealth: () => Promise<InstanceHealth>;
}

/** Wires the desk on a connected store. */
export function wireDesk(parts: DeskParts): Router {
  const { connection, config, clockAndRandom, metrics, services, keys } = parts;
  const { now, newId } = clockAndRandom;
  const { session, keepEveryMs, signInTries, requests } = LIMITS.desk;
  const signIn = createDeskSignIn({
    sessions: createDeskSessions(connection),
    findKey: keys.findByDigest,
    recordAudit: services.recordAudit,
    times: session,
    keepEveryMs,
    now,
  });
  return createDesk({
    ...services,
    ...queueMessageLists(services),
    keys,
    signIn,
    tries: createSignInTries(signInTries),
    senderOf: createSenderOf(config.gatewayAddresses),
    onSignIn: (result) => metrics.observe('checkout_desk_sign_ins_total', { result }),
    sessionMs: session.longestMs,
    resendReachMs: LIMITS.resendReachMs,
    now,
    limit: requests,
    onTooManyRequests: () => metrics.observe('checkout_guard_refusals_total', { guard: 'deskLimit' }),
    publicOrigin: config.publicOrigin,
    exportStallMs: LIMITS.exportStallMs,
    newId,
    readToday: wireToday(parts),
  });
}

/** The page of messages reads many orders: it waits with the other lists. */
function queueMessageLists(services: Services) {
  const { inListQueue, listDeadLetters, countDeadLetters, latestResends } = services;
  return {
    listDeadLetters: (request: DeadLetterRequest) => inListQueue('dead letters', () => listDeadLetters(request)),
    countDeadLetters: () => inListQueue('count of dead letters', countDeadLetters),
    latestResends: (limit: number) => inListQueue('list of resends', () => latestResends(limit)),
  };
}

/** Readers share a reading of a day, and of what waits. */
function wireToday({ connection, config, clockAndRandom, services, readHealth }: DeskParts): ReadToday {
  const { now, elapsedMs } = clockAndRandom;
  const { maxOrders, maxPages, keepMs, keptDays } = LIMITS.desk.day;
  const deps: ReadDayDeps = {
    moneyOrders: createMoneyOrders(connection),
    findRegistered: createFindRegistered(connection),
    countsTests: config.iamport.mode === 'test',
    maxOrders,
    maxPages,
    now,
  };
  const dayOf = shareReading(
    (day) => {
      const period = { from: startOfKoreanDay(day) ?? now(), to: endOfKoreanDay(day) ?? now() };
      return services.inListQueue('figures of a day', () => readDay(deps, period));
    },
    { keepMs, max: keptDays, elapsedMs },
  );
  const withinLimit = openDeadline(LIMITS.backlogMs, 'reading of the backlog');
  const backlogNow = shareReading(
    async () => {
      const readAt = now();
      return { readAt, backlog: await withinLimit(() => readBacklog(connection, readAt, LIMITS.backlog)) };
    },
    { keepMs: LIMITS.backlogKeepMs, max: 1, elapsedMs },
  );
  return async (name) => {
    const day = await dayOf(name);
    const { backlog, readAt } = await backlogNow('now');
    return {
      day,
      backlog,
      maxCounted: LIMITS.backlog.maxCounted,
      health: await readHealth(),
      readAt: day.readAt < readAt ? day.readAt : readAt,
    };
  };
}
