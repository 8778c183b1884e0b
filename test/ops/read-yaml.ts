import { parseAllDocuments } from 'yaml';
import { read } from '../docs/documents';

/**
 * The documents of a YAML file of the repository, as they are.
 *
 * @throws YAMLParseError where it is none
 */
export function readYaml(...path: string[]): unknown[] {
  return parseAllDocuments(read(...path)).map((document) => {
    if (document.errors[0]) throw document.errors[0];
    return document.toJS() as unknown;
  });
}
