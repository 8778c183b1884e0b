import { isDeepStrictEqual } from 'node:util';
import type { ShownFields } from '../short-json';

/** Who sends a request of the tour. */
export type Actor = 'shop' | 'browser' | 'phone' | "i'mport" | 'support';

/** What an answer must be. */
export interface ExpectedAnswer {
  readonly http: number;
  /** Values by their path in the body, such as `history.0.to` or `history.length`. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** A request of the tour and the answer that it must get. */
export interface Exchange {
  readonly actor: Actor;
  readonly method: 'GET' | 'POST';
  /** From the service's root, with its query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** As it goes over the wire. */
  readonly body?: string;
  readonly expected: ExpectedAnswer;
  /** Fields of the answer that are printed; all unless given. */
  readonly shown?: ShownFields;
}

/** An answer; of a page only its title is kept, of a redirect where it leads. */
export interface Answer {
  readonly http: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Where an answer is not the expected one; empty where it is. */
export function differences(answer: Answer, expected: ExpectedAnswer): string[] {
  const http = answer.http === expected.http ? [] : [`HTTP ${expected.http}`];
  const fields = Object.entries(expected.fields ?? {})
    .filter(([path, value]) => !isDeepStrictEqual(valueAt(answer.body, path), value))
    .map(([path, value]) => `${path} ${JSON.stringify(value)}`);
  return [...http, ...fields];
}

function valueAt(body: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | null | undefined)?.[name], body);
}
