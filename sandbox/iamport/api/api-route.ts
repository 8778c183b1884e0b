import type { ApiReply } from './api-reply';
import type { RouteName } from './route-names';

/** What a handler sees of a call: no headers, no sockets. The body may be JSON or a form (§1.1). */
export interface ApiCall {
  params: Record<string, string>;
  query: URLSearchParams;
  body: Record<string, unknown>;
}

/** One operation: its name, its paths in Express' notation, and what it answers. */
export interface ApiRoute {
  name: RouteName;
  paths: string[];
  /** Answers without a token; only `getToken` does. */
  open?: boolean;
  handle: (call: ApiCall) => ApiReply | Promise<ApiReply>;
}
