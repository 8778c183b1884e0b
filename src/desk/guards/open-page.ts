import type { RequestHandler } from 'express';
import { keepContext } from '../desk-session';
import { languageOf } from '../language';
import { takeNotice } from '../notice';
import type { PageContext } from '../page-context';

/** Collects what every page needs, before it is known who asks. */
export function openPage(assets: PageContext['assets'], newId: () => string): RequestHandler {
  return (req, res, next) => {
    keepContext(res, {
      language: languageOf(req),
      actor: null,
      scopes: [],
      csrfToken: '',
      requestId: newId(),
      path: pathOf(req),
      notice: takeNotice(req, res),
      assets,
    });
    next();
  };
}

/** The address within this host. A request may name a whole URL, so `originalUrl` is not taken. */
function pathOf({
  baseUrl,
  path,
  url,
}: {
  readonly baseUrl: string;
  readonly path: string;
  readonly url: string;
}): string {
  const query = url.indexOf('?');
  return `${baseUrl}${path === '/' ? '' : path}${query < 0 ? '' : url.slice(query)}`;
}
