import { mongo } from 'mongoose';

type Find = (...args: unknown[]) => mongo.FindCursor;

/**
 * Names the index of each find that some work makes, as the engine explains it.
 *
 * @returns names in order, `COLLSCAN` where a find uses none; why not, where the engine does not explain
 */
export async function nameIndexes(work: () => Promise<unknown>): Promise<string> {
  const methods = mongo.Collection.prototype as unknown as { find: Find };
  const { find } = methods;
  const cursors: mongo.FindCursor[] = [];
  methods.find = function (this: unknown, ...args) {
    const cursor = find.apply(this, args);
    cursors.push(cursor);
    return cursor;
  };
  try {
    await work();
  } finally {
    methods.find = find;
  }
  try {
    const plans: string[] = [];
    // With its sort and limit, which were added after the call.
    for (const cursor of cursors) plans.push(...indexesOf(await cursor.clone().explain('queryPlanner')));
    return [...new Set(plans)].join(', ');
  } catch (error) {
    return `not explained (${error instanceof Error ? error.message : String(error)})`;
  }
}

/** What the winning plan reads, however deep it lies; a plan of shards has several. */
function indexesOf(explained: unknown): string[] {
  const plan = (explained as { readonly queryPlanner?: { readonly winningPlan?: unknown } }).queryPlanner?.winningPlan;
  const found: string[] = [];
  const walk = (node: unknown) => {
    if (node === null || typeof node !== 'object') return;
    const { stage, indexName } = node as { readonly stage?: unknown; readonly indexName?: unknown };
    if (typeof indexName === 'string') found.push(indexName);
    else if (stage === 'COLLSCAN' || stage === 'SORT') found.push(stage);
    Object.values(node).forEach(walk);
  };
  walk(plan);
  return found;
}
