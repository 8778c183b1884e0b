import type { OpenRows, Row } from './conformance/rows';
import { serviceRules } from './conformance/service-rules';
import { useDatabase } from '../../support/database';
import { arrayUpdateRules } from './conformance/array-update-rules';
import { cursorRules } from './conformance/operation-rules';
import { raceRules } from './conformance/race-rules';
import { countRules, fidelityRules } from './conformance/result-rules';
import { fieldUpdateRules, findAndModifyRules } from './conformance/update-rules';

/**
 * What this service needs of any MongoDB. Runs on the engine that `DATABASE_ENGINE` names, or on `MONGODB_URI`, in databases of
 * its own: `MONGODB_URI=mongodb://... npm run test:conformance`.
 */
const database = useDatabase();

let collections = 0;
const open: OpenRows = async (rows = []) => {
  const collection = database.db().collection<Row>(`rows_${(collections += 1)}`);
  if (rows.length > 0) await collection.insertMany(rows);
  return collection;
};

describe('the service', () => serviceRules(open));
describe('a race', () => raceRules(open));
describe('an update of fields', () => fieldUpdateRules(open));
describe('an update of arrays', () => arrayUpdateRules(open));
describe('finding and changing in one step', () => findAndModifyRules(open));
describe('a count', () => countRules(open));
describe('what is stored', () => fidelityRules(open));
describe('a cursor', () => cursorRules(open));
