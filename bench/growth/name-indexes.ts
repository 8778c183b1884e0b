import { mongo } from 'mongoose';

type Find = (...args: unknown[]) => mongo.FindCursor;

interface Explained {
  readonly queryPlanner?: { readonly winningPlan?: unknown };
  readonly executionStats?: { readonly totalKeysExamined?: number; readonly totalDocsExamined?: number };
}

/**
 * Names the index of each find that some work makes, as the engine explains it, and what the largest of them read.
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
    const most = { keys: 0, documents: 0 };
    for (const cursor of cursors) {
      // With its sort and limit, which were added after the call.
      const explained = (await cursor.clone().explain('executionStats')) as Explained;
      plans.push(...indexesOf(explained));
      most.keys = Math.max(most.keys, explained.executionStats?.totalKeysExamined ?? 0);
      most.documents = Math.max(most.documents, explained.executionStats?.totalDocsExamined ?? 0);
    }
    return `${[...new Set(plans)].join(', ')} (${most.keys} keys, ${most.documents} documents)`;
  } catch (error) {
    return `not explained (${error instanceof Error ? error.message : String(error)})`;
  }
}

/** What the winning plan reads, however deep it lies; a plan of shards has several. */
function indexesOf({ queryPlanner }: Explained): string[] {
  const found: string[] = [];
  const walk = (node: unknown) => {
    if (node === null || typeof node !== 'object') return;
    const { stage, indexName } = node as { readonly stage?: unknown; readonly indexName?: unknown };
    if (typeof indexName === 'string') found.push(indexName);
    else if (stage === 'COLLSCAN' || stage === 'SORT') found.push(stage);
    Object.values(node).forEach(walk);
  };
  walk(queryPlanner?.winningPlan);
  return found;
}
