import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { deskOf } from './desk-session';

/** Does a work once for all callers with one key, and hands all of them its result. A work that fails is forgotten. */
export type DoOnce = <Result extends object>(key: string, work: () => Promise<Result>) => Promise<Result>;

/**
 * Remembers the newest forms of one process that were carried out, so that a second press changes nothing and is told the same.
 * It is a comfort: with another process, the services themselves do nothing twice.
 */
export function createDoOnce({ max = 1_000, ttlMs = 10 * 60_000 } = {}): DoOnce {
  const done = new LRUCache<string, Promise<object>>({ max, ttl: ttlMs });
  return <Result extends object>(key: string, work: () => Promise<Result>) => {
    const known = done.get(key);
    if (known !== undefined) return known as Promise<Result>;
    const doing = work();
    done.set(key, doing);
    doing.catch(() => done.delete(key));
    return doing;
  };
}

const Sent = z.object({ request_id: z.string().max(100), id: z.string().max(200).optional() });

/** The key of a form: who sent it, where to, and the id that its page made. A form without one is like no other. */
export function onceOf(req: Request, res: Response): string {
  const { actor } = deskOf(res);
  const { request_id, id } = Sent.safeParse(req.body).data ?? { request_id: randomUUID(), id: undefined };
  return JSON.stringify([actor.name, req.path, request_id, id ?? '']);
}
