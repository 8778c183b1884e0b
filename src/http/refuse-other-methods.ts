import type { IRouter } from 'express';
import { replyOf, sendJson } from './replies';

/**
 * Answers 405 with `Allow` for each method that a path does not take. Call it after the routes: it reads them from the router.
 */
export function refuseOtherMethods(router: IRouter): void {
  const methodsByPath = new Map<string, Set<string>>();
  for (const { route } of router.stack) {
    if (route === undefined) continue;
    const methods = methodsByPath.get(route.path) ?? new Set<string>();
    route.stack.forEach(({ method }) => methods.add(method.toUpperCase()));
    if (methods.has('GET')) methods.add('HEAD');
    methodsByPath.set(route.path, methods);
  }
  for (const [path, methods] of methodsByPath) {
    const allow = [...methods].join(', ');
    router.route(path).all((_req, res) => sendJson(res.set('Allow', allow), replyOf('methodNotAllowed')));
  }
}
