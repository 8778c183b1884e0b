import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createDocument,
  type oas31,
  type ZodOpenApiOperationObject,
  type ZodOpenApiOverride,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponseObject,
} from 'zod-openapi';
import { z } from 'zod';
import { answersOf } from '../../src/http/contract/answers';
import { CONTRACTS } from '../../src/http/contract/contracts';
import type { Answer, RouteContract } from '../../src/http/contract/route-contract';
import { Operator } from '../../src/http/require-key';
import { ROUTE_SCOPES } from '../../src/http/route-scopes';
import { WEBHOOKS, type WebhookContract } from '../../src/http/contract/webhooks';

const FORM = 'application/x-www-form-urlencoded';
const REQUEST_ID = { 'X-Request-Id': { description: 'the id of the request in the log', ...ofText() } };

const TAGS = {
  shop: 'For the shop’s server and its operators, with a key',
  buyer: 'For the buyer’s browser',
  gateway: 'For i’mport',
  loadBalancer: 'For the load balancer',
  developer: 'For developers',
} as const satisfies Record<RouteContract['caller'], string>;

/** Makes the OpenAPI 3.1 document of every route, and of every request that the shop's server gets. */
export function buildDocument(): oas31.OpenAPIObject {
  const { version } = JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  return createDocument(
    {
      openapi: '3.1.1',
      info: {
        title: 'Checkout backend',
        version,
        description:
          'Verifies checkout payments with i’mport (PortOne V1). `status` of an answer says what happened. A 5xx means ' +
          '"send again", and nothing else does. Answers and events may get more fields in later versions.',
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: '/' }],
      tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
      paths: pathsOf(CONTRACTS),
      webhooks: Object.fromEntries(WEBHOOKS.map((webhook) => [webhook.name, { post: requestToShop(webhook) }])),
      components: {
        securitySchemes: {
          key: {
            type: 'http',
            scheme: 'bearer',
            description:
              '`ORDERS_API_KEY`, or the key of an operator. An operation names the scope that its key needs.',
          },
        },
      },
    },
    { override: adjust },
  );
}

const adjust: ZodOpenApiOverride = ({ jsonSchema, io }) => {
  // A reader must not refuse a field that a later version adds, so only requests are closed.
  if (io === 'output') delete jsonSchema.additionalProperties;
  // The format says it, and the pattern of a date is too long to be read.
  if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
  // Few tools read the names of Unicode properties. JSON in UTF-8 holds no lone surrogate.
  if (jsonSchema.pattern !== undefined) {
    jsonSchema.pattern = jsonSchema.pattern
      .replaceAll('\\p{Cc}', '\\u0000-\\u001f\\u007f-\\u009f')
      .replaceAll('\\p{Cs}', '');
  }
};

function pathsOf(contracts: readonly RouteContract[]): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {};
  for (const contract of contracts) {
    const path = contract.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [contract.method]: operationOf(contract) };
  }
  return paths;
}

function operationOf(contract: RouteContract): ZodOpenApiOperationObject {
  const { id, caller, summary, description, params, query, body, form } = contract;
  return {
    operationId: id,
    tags: [caller],
    summary,
    ...(description !== undefined && { description }),
    security: caller === 'shop' ? [{ key: scopesOf(contract) }] : [],
    requestParams: {
      ...(params && { path: params }),
      ...(query && { query }),
      ...(caller === 'shop' && { header: OPERATOR }),
    },
    ...(body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: body }, ...(form && { [FORM]: { schema: form } }) },
      },
    }),
    responses: Object.fromEntries(
      [...answersOf(contract)].map(([http, answers]) => [String(http), responseOf(answers)]),
    ),
  };
}

const OPERATOR = z.object({
  'X-Operator': Operator.optional().describe('the person of yours who asks, for the audit log; never a buyer'),
});

function scopesOf({ method, path }: RouteContract): string[] {
  const scopes: Readonly<Record<string, string>> = ROUTE_SCOPES;
  return [scopes[`${method.toUpperCase()} ${path}`]].filter((scope) => scope !== undefined);
}

function responseOf(answers: readonly Answer[]): ZodOpenApiResponseObject {
  const bodies = answers.flatMap(({ json }) => json ?? []);
  const media = new Set(answers.flatMap(({ media }) => media ?? []));
  const headers = Object.assign({}, ...answers.map((answer) => answer.headers)) as Record<string, string>;
  const [first, ...others] = bodies;
  return {
    description: [...new Set(answers.map(({ description }) => description))].join('\n\n'),
    headers: {
      ...REQUEST_ID,
      ...Object.fromEntries(Object.entries(headers).map(([name, description]) => [name, { description, ...ofText() }])),
    },
    ...((first !== undefined || media.size > 0) && {
      content: {
        ...(first && { 'application/json': { schema: others.length === 0 ? first : z.union([first, ...others]) } }),
        ...Object.fromEntries([...media].map((type) => [type, { schema: z.string() }])),
      },
    }),
  };
}

function ofText() {
  return { required: true, schema: { type: 'string' } } as const;
}

function requestToShop({ name, summary, description, body, answers }: WebhookContract): ZodOpenApiOperationObject {
  const signed = 'of the [Standard Webhooks](https://www.standardwebhooks.com) specification';
  return {
    operationId: name,
    summary,
    description,
    requestParams: {
      header: z.object({
        'webhook-id': z.string().describe('the same on every repeat'),
        'webhook-timestamp': z.string().describe('seconds since 1970'),
        'webhook-signature': z.string().describe(signed),
      }),
    },
    requestBody: { required: true, content: { 'application/json': { schema: body } } },
    responses: Object.fromEntries(
      Object.entries(answers).map(([http, { description, json }]) => [
        http,
        { description, ...(json && { content: { 'application/json': { schema: json } } }) },
      ]),
    ),
  };
}
