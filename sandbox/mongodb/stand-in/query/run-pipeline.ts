import { Aggregator } from 'mingo';
import { CommandError } from '../command-error';
import { type BsonDocument, isDocument, setField } from '../values/bson-type';
import { toNumber } from '../values/numeric';
import { compileFilter } from './compile-filter';
import { compileProjection } from './compile-projection';
import { compileSort } from './compile-sort';
import { countConstantGroup } from './constant-group';
import { toPlainDocument } from './plain-document';

type RunStage = (documents: BsonDocument[], operand: unknown) => BsonDocument[];

const documentOperand = (stage: string, operand: unknown): BsonDocument => {
  if (isDocument(operand)) return operand;
  throw new CommandError('TypeMismatch', `the ${stage} stage specification must be an object`);
};

const countOperand = (stage: string, operand: unknown): number => {
  const number = toNumber(operand);
  if (number !== undefined && Number.isInteger(number) && number >= 0) return number;
  throw new CommandError('BadValue', `invalid argument to ${stage} stage: a number of at least 0 is expected`);
};

/** Computed by `mingo` on copies with JavaScript numbers. */
const byMingo =
  (stage: string): RunStage =>
  (documents, operand) => {
    const plain = documents.map(toPlainDocument);
    const pipeline = [toPlainDocument({ [stage]: operand })];
    try {
      return new Aggregator(pipeline, { scriptEnabled: false }).run<BsonDocument>(plain);
    } catch (error) {
      throw new CommandError('BadValue', `${stage}: ${(error as Error).message}`);
    }
  };

const match: RunStage = (documents, operand) => documents.filter(compileFilter(documentOperand('$match', operand)));

const sort: RunStage = (documents, operand) =>
  compileSort(documentOperand('$sort', operand))?.(documents, (document) => document) ?? documents;

const limit: RunStage = (documents, operand) => {
  const number = countOperand('$limit', operand);
  if (number === 0) throw new CommandError('BadValue', 'the limit must be positive');
  return documents.slice(0, number);
};

const count: RunStage = (documents, operand) => {
  if (typeof operand !== 'string' || operand === '' || operand.startsWith('$') || operand.includes('.')) {
    throw new CommandError('BadValue', 'the count field must be a non-empty string without $ and dots');
  }
  if (documents.length === 0) return [];
  const result: BsonDocument = {};
  setField(result, operand, documents.length);
  return [result];
};

const isFlag = (value: unknown): boolean => typeof value === 'boolean' || toNumber(value) !== undefined;

const project: RunStage = (documents, operand) => {
  const projection = documentOperand('$project', operand);
  if (!Object.values(projection).every(isFlag)) return byMingo('$project')(documents, operand);
  const compiled = compileProjection(projection);
  return compiled === undefined ? documents : documents.map(compiled);
};

const group: RunStage = (documents, operand) =>
  countConstantGroup(documents.length, documentOperand('$group', operand)) ?? byMingo('$group')(documents, operand);

const STAGES = new Map<string, RunStage>([
  ['$match', match],
  ['$sort', sort],
  ['$skip', (documents, operand) => documents.slice(countOperand('$skip', operand))],
  ['$limit', limit],
  ['$count', count],
  ['$project', project],
  ['$group', group],
  ['$unwind', byMingo('$unwind')],
  ['$addFields', byMingo('$addFields')],
  ['$set', byMingo('$set')],
  ['$unset', byMingo('$unset')],
  ['$replaceRoot', byMingo('$replaceRoot')],
  ['$replaceWith', byMingo('$replaceWith')],
  ['$sortByCount', byMingo('$sortByCount')],
]);

/**
 * Runs an aggregation over documents.
 * @throws Location40324 for a stage that the stand-in does not have
 */
export const runPipeline = (documents: BsonDocument[], stages: BsonDocument[], checkTime: () => void): BsonDocument[] =>
  stages.reduce((current, stage) => {
    checkTime();
    const [name, ...others] = Object.keys(stage);
    if (name === undefined || others.length > 0) {
      throw new CommandError('Location40323', 'A pipeline stage specification object must contain exactly one field.');
    }
    const run = STAGES.get(name);
    if (name === '$changeStream') {
      throw new CommandError('Location40573', 'The $changeStream stage is only supported on replica sets');
    }
    if (run === undefined) throw new CommandError('Location40324', `Unrecognized pipeline stage name: '${name}'`);
    return run(current, stage[name]);
  }, documents);
