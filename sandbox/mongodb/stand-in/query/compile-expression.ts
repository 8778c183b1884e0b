import { Query } from 'mingo';
import { CommandError } from '../command-error';
import type { DocumentTest } from './filter-types';
import { toPlainDocument, toPlainValue } from './plain-document';

/**
 * `$expr` in a filter, computed by `mingo`.
 * @throws BadValue for an expression that `mingo` does not know
 */
export const compileExpression = (expression: unknown): DocumentTest => {
  const query = new Query({ $expr: toPlainValue(expression) }, { scriptEnabled: false });
  return (document) => {
    const plain = toPlainDocument(document);
    try {
      return query.test(plain);
    } catch (error) {
      throw new CommandError('BadValue', `$expr: ${(error as Error).message}`);
    }
  };
};
