import openapiTypescript, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { format, resolveConfig } from 'prettier';
import type { oas31 } from 'zod-openapi';

const HEADER = '// Written by `npm run openapi`, as docs/openapi.json is.\n\n';

/**
 * The TypeScript types of the operations for the shop's server, and of what that server gets.
 *
 * @returns a formatted file of declarations
 */
export async function clientTypes(document: oas31.OpenAPIObject): Promise<string> {
  const { paths = {}, ...others } = JSON.parse(JSON.stringify(document), asPlainText) as oas31.OpenAPIObject;
  const ofShop = Object.fromEntries(Object.entries(paths).filter(([, item]) => isOfShop(item)));
  const types = await openapiTypescript({ ...others, paths: ofShop } as OpenAPI3, { silent: true });
  const options = await resolveConfig('src/client/openapi.d.ts');
  return format(HEADER + astToString(types), { ...options, parser: 'typescript' });
}

/** A text of one of several formats is a text. The generator would make an unknown value of it. */
function asPlainText(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('type' in value) || value.type !== 'string') return value;
  return { ...value, anyOf: undefined, allOf: undefined };
}

function isOfShop(item: oas31.PathItemObject): boolean {
  return [item.get, item.post, item.patch].some((operation) => operation?.tags?.includes('shop'));
}
