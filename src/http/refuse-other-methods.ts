import type { Express } from 'express';
import { replyOf, sendJson } from './replies';

/**
 * Answers 405 with `Allow` for each method that a path does not take. Call it after the routes: it reads them from the app.
 */
export function refuseOtherMethods(app: Express): void {
  const methodsByPath = new Map<string, Set<string>>();
  for (const { route } of app.router.stack) {
    if (route === undefined) continue;
    const methods = methodsByPath.get(route.path) ?? new Set<string>();
    route.stack.forEach(({ method }) => methods.add(method.toUpperCase()));
    if (methods.has('GET')) methods.add('HEAD');
    methodsByPath.set(route.path, methods);
  }
  for (const [path, methods] of methodsByPath) {
    const allow = [...methods].join(', ');
    app.route(path).all((_req, res) => sendJson(res.set('Allow', allow), replyOf('methodNotAllowed')));
  }
}
