import type { OpenRows, Row } from './conformance/rows';
import { useDatabase } from '../../support/database';
import { arrayFilterConflictRules } from './conformance/array-update-rules';
import { aggregationRules, serverRules, timeLimitRules } from './conformance/operation-rules';
import { arrayQueryRules, comparisonRules, nullRules } from './conformance/query-rules';
import { projectionRules, sortRules } from './conformance/result-rules';
import { multikeyRules, partialIndexRules, uniqueIndexRules } from './conformance/unique-index-rules';
import { refusedUpdateRules } from './conformance/update-rules';

/**
 * What the stand-in imitates beyond what the service needs (conformance.test.ts), so that a mistake in new code is met as
 * MongoDB would meet it. Runs on MongoDB, the stand-in and SecantusDB; not on a server of somebody else's.
 */
const database = useDatabase();

const describeHere = database.engine === 'uri' ? describe.skip : describe;
/** What SecantusDB lacks. */
const describeOfMongoDb = database.engine === 'secantus' ? describe.skip : describeHere;

let collections = 0;
const open: OpenRows = async (rows = []) => {
  const collection = database.db().collection<Row>(`rows_${(collections += 1)}`);
  if (rows.length > 0) await collection.insertMany(rows);
  return collection;
};

describeHere('a unique index', () => uniqueIndexRules(open));
describeHere('a unique index over an array', () => multikeyRules(open));
describeHere('a partial index', () => partialIndexRules(open));
describeOfMongoDb('two changes of one value', () => arrayFilterConflictRules(open));
describeHere('a wrong update', () => refusedUpdateRules(open));
describeHere('null in a filter', () => nullRules(open));
describeHere('a comparison in a filter', () => comparisonRules(open));
describeHere('an array in a filter', () => arrayQueryRules(open));
describeHere('a projection answers', () => projectionRules(open));
describeHere('a sort', () => sortRules(open));
describeHere('an aggregation', () => aggregationRules(open));
describeHere('a time limit', () => timeLimitRules(open, database));
describeHere('a server', () => serverRules(open, database));
