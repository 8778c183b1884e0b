import { mongo } from 'mongoose';

/** A document as the rules use it: any fields, as an order of another shape in each rule has them. */
export interface Row extends mongo.Document {
  _id: string;
}

/** A collection of rows. */
export type Rows = mongo.Collection<Row>;

/** Makes a collection that no other test has; with rows in it, if given. */
export type OpenRows = (rows?: Row[]) => Promise<Rows>;

/** The error with which the server refuses something. Fails when it is not refused, or by something else than the server. */
export const refusal = async (operation: Promise<unknown>): Promise<mongo.MongoServerError> => {
  const outcome = await operation.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ('value' in outcome) throw new Error(`was not refused but answered ${JSON.stringify(outcome.value)}`);
  if (outcome.error instanceof mongo.MongoServerError) return outcome.error;
  throw outcome.error;
};

/** An update as a rule writes it: the driver's types know nothing of fields that a collection does not declare. */
export const change = (update: object): mongo.UpdateFilter<Row> => update;

/** The ids of the rows that a filter finds, in natural order of the ids. */
export const idsOf = async (rows: Rows, filter: mongo.Filter<Row>): Promise<string[]> =>
  (await rows.find(filter, { sort: { _id: 1 } }).toArray()).map(({ _id }) => _id);
