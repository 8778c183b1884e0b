import type { Router } from 'express';
import { createDesk } from '../desk/create-desk';
import { createSignInTries } from '../desk/sign-in-tries';
import { createSenderOf } from '../http/sender-of';
import { createDeskSignIn } from '../services/desk-sign-in';
import { createDeskSessions } from '../store/desk-sessions';
import { LIMITS } from './limits';
import type { Keys } from './open-keys';
import type { ServiceParts } from './service-parts';
import type { Services } from './wire-services';

/** What the desk is wired from. */
export interface DeskParts extends ServiceParts {
  readonly services: Services;
  readonly keys: Pick<Keys, 'find' | 'findByDigest'>;
}

/** Wires the desk on a connected store. */
export function wireDesk({ connection, config, clockAndRandom, metrics, services, keys }: DeskParts): Router {
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
    keys,
    signIn,
    tries: createSignInTries(signInTries),
    senderOf: createSenderOf(config.gatewayAddresses),
    onSignIn: (result) => metrics.observe('checkout_desk_sign_ins_total', { result }),
    sessionMs: session.longestMs,
    now,
    limit: requests,
    onTooManyRequests: () => metrics.observe('checkout_guard_refusals_total', { guard: 'deskLimit' }),
    publicOrigin: config.publicOrigin,
    newId,
  });
}
