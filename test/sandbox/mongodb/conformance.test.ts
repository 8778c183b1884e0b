import { useDatabase } from '../../support/database';
import { arrayFilterConflictRules, arrayUpdateRules } from './conformance/array-update-rules';
import { aggregationRules, cursorRules, serverRules, timeLimitRules } from './conformance/operation-rules';
import { arrayQueryRules, comparisonRules, nullRules } from './conformance/query-rules';
import { raceRules } from './conformance/race-rules';
import { countRules, fidelityRules, projectionRules, sortRules } from './conformance/result-rules';
import type { OpenRows, Row } from './conformance/rows';
import { multikeyRules, partialIndexRules, uniqueIndexRules } from './conformance/unique-index-rules';
import { fieldUpdateRules, findAndModifyRules, refusedUpdateRules } from './conformance/update-rules';

/**
 * What this service needs of any MongoDB. Runs on the engine that `DATABASE_ENGINE` names, or on `MONGODB_URI`, in databases of
 * its own: `MONGODB_URI=mongodb://... npm run test:conformance`.
 */
const database = useDatabase();

/** What engines by others lack, and the service does not need. */
const describeOfMongoDb = ['secantus', 'uri'].includes(database.engine) ? describe.skip : describe;

let collections = 0;
const open: OpenRows = async (rows = []) => {
  const collection = database.db().collection<Row>(`rows_${(collections += 1)}`);
  if (rows.length > 0) await collection.insertMany(rows);
  return collection;
};

describe('a unique index', () => uniqueIndexRules(open));
describe('a unique index over an array', () => multikeyRules(open));
describe('a partial index', () => partialIndexRules(open));
describe('a race', () => raceRules(open));
describe('an update of fields', () => fieldUpdateRules(open));
describe('an update of arrays', () => arrayUpdateRules(open));
describeOfMongoDb('two changes of one value', () => arrayFilterConflictRules(open));
describe('a wrong update', () => refusedUpdateRules(open));
describe('finding and changing in one step', () => findAndModifyRules(open));
describe('null in a filter', () => nullRules(open));
describe('a comparison in a filter', () => comparisonRules(open));
describe('an array in a filter', () => arrayQueryRules(open));
describe('a projection answers', () => projectionRules(open));
describe('a sort', () => sortRules(open));
describe('a count', () => countRules(open));
describe('what is stored', () => fidelityRules(open));
describe('a cursor', () => cursorRules(open));
describe('an aggregation', () => aggregationRules(open));
describe('a time limit', () => timeLimitRules(open, database));
describe('a server', () => serverRules(open, database));
