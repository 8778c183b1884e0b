import { z } from 'zod';

/** What a control handler sees of a call; the body has been checked. */
export interface ControlCall<Body> {
  params: Record<string, string>;
  query: URLSearchParams;
  body: Body;
}

/** One operation of the control API. */
export interface ControlRoute {
  /** Method and path under `/_sandbox`, in Express' notation. */
  name: string;
  /** One line for the help page. */
  about: string;
  /** A body that works, for the help page. */
  example?: unknown;
  /** @throws ZodError naming the field; Impossible */
  handle: (call: ControlCall<unknown>) => unknown;
}

const NOTHING = z.strictObject({});

/** An operation without a body. */
export function plainRoute(
  name: string,
  about: string,
  handle: (call: ControlCall<Record<string, never>>) => unknown,
): ControlRoute {
  return bodyRoute(name, about, NOTHING, handle);
}

/** An operation whose body is checked by a schema before the handler sees it. */
export function bodyRoute<Schema extends z.ZodType>(
  name: string,
  about: string,
  schema: Schema,
  handle: (call: ControlCall<z.output<Schema>>) => unknown,
  example?: z.input<Schema>,
): ControlRoute {
  return { name, about, example, handle: (call) => handle({ ...call, body: schema.parse(call.body ?? {}) }) };
}
