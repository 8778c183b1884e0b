import { z } from 'zod';
import { createLimitedList } from '../limited-list';
import type { WebhookFormat } from './webhook-body';

/** A rule that disturbs webhooks. Without `impUid` and `merchantUid` it meets every webhook. Effects may be combined. */
export interface WebhookRule {
  impUid?: string | undefined;
  merchantUid?: string | undefined;
  /** How many webhooks it meets. @default all, until the rules are cleared */
  times?: number | undefined;
  /** The webhook is lost. */
  drop?: boolean | undefined;
  /** Milliseconds until the webhook leaves. */
  delayMs?: number | undefined;
  /** How many times it is sent, at once; 2 is one duplicate. At most 100. */
  copies?: number | undefined;
  /** Keeps webhooks back until there are so many, 2 to 100, then sends the last one first, one after another. */
  reorder?: number | undefined;
  /** The body tells this status instead of the true one: a stale or forged report. */
  status?: string | undefined;
  /** Sends in this encoding, whatever the console says. */
  format?: WebhookFormat | undefined;
}

const EFFECTS = ['drop', 'delayMs', 'copies', 'reorder', 'status', 'format'] as const;

/** Checks a rule. */
export const webhookRuleSchema = z
  .strictObject({
    impUid: z.string().min(1).optional(),
    merchantUid: z.string().min(1).optional(),
    times: z.int().positive().optional(),
    drop: z.boolean().optional(),
    delayMs: z.int().nonnegative().optional(),
    copies: z.int().min(1).max(100).optional(),
    reorder: z.int().min(2).max(100).optional(),
    status: z.string().min(1).optional(),
    format: z.enum(['json', 'form']).optional(),
  })
  .refine((rule) => EFFECTS.some((effect) => rule[effect] !== undefined), {
    message: 'a rule needs one of drop, delayMs, copies, reorder, status, format',
  }) satisfies z.ZodType<WebhookRule>;

/** A rule in force; `left` is the number of webhooks it still meets, null without limit. */
export interface ActiveWebhookRule {
  id: number;
  rule: WebhookRule;
  left: number | null;
}

/** The rules in force. */
export interface WebhookRules {
  /** @throws ZodError naming the field @returns the rule's id */
  set: (rule: WebhookRule) => number;
  clear: () => void;
  list: () => ActiveWebhookRule[];
  /** The first rule that meets this webhook, used up by one. */
  take: (webhook: { impUid: string; merchantUid: string }) => WebhookRule;
}

const NO_RULE: WebhookRule = {};

/** Makes an empty set of rules. */
export function createWebhookRules(): WebhookRules {
  const active = createLimitedList<WebhookRule>();
  return {
    set: (request) => active.add(webhookRuleSchema.parse(request)),
    clear: active.clear,
    list: () => active.list().map(({ id, item, left }) => ({ id, rule: item, left })),
    take(webhook) {
      const [entry] = active.matching((rule) => meets(rule, webhook));
      return entry ? active.use(entry) : NO_RULE;
    },
  };
}

function meets(rule: WebhookRule, webhook: { impUid: string; merchantUid: string }): boolean {
  if (rule.impUid !== undefined && rule.impUid !== webhook.impUid) return false;
  return rule.merchantUid === undefined || rule.merchantUid === webhook.merchantUid;
}
