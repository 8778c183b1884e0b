import supertest from 'supertest';
import type { Scope } from '../../src/domain/access-key';
import { useCheckout } from './checkout';
import { keyOf, keysText, useKeysFile } from './operator-keys';

/** What a page or a form answered. */
export interface DeskAnswer {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Where the browser is sent; null where it is not. */
  readonly location: string | null;
}

type Fields = Readonly<Record<string, string>>;

/** A browser at the desk without scripts: it keeps cookies, and sends the hidden fields of the page that it has opened. */
export interface DeskVisitor {
  readonly cookies: Map<string, string>;
  /** Opens a page, without following a redirect. */
  readonly open: (path: string, headers?: Fields) => Promise<DeskAnswer>;
  /** Sends a form with the token of the page that was opened last. @param fields they go before those of the page */
  readonly submit: (path: string, fields?: Fields, headers?: Fields) => Promise<DeskAnswer>;
  /** Sends just these fields, such as those of one form of the page (`formOf`). */
  readonly send: (path: string, fields: Fields, headers?: Fields) => Promise<DeskAnswer>;
  /** Signs in with the key of a name. @param to the page to go to afterwards */
  readonly signIn: (name: string, to?: string) => Promise<DeskAnswer>;
}

/**
 * Starts the real service with the desk, for one test file.
 *
 * @param scopesOf the scopes of each key, by its name
 * @param settings further settings; a function where they are known only after the start
 */
export function useDesk(scopesOf: Readonly<Record<string, readonly Scope[]>>, settings: Fields | (() => Fields) = {}) {
  const file = useKeysFile(keysText(scopesOf));
  const checkout = useCheckout(() => ({
    DESK: 'on',
    OPERATOR_KEYS_FILE: file.path,
    ...(typeof settings === 'function' ? settings() : settings),
  }));
  const visitor = () => createVisitor(checkout.url);
  return {
    ...checkout,
    keysFile: file,
    /** Somebody who is not signed in. */
    visitor,
    /** Somebody who is signed in with the key of a name. */
    async signedIn(name: string): Promise<DeskVisitor> {
      const person = visitor();
      const answer = await person.signIn(name);
      if (answer.status !== 303) throw new Error(`sign-in of ${name}: ${answer.status} ${answer.text}`);
      return person;
    },
  };
}

/** A visitor of a service. @param url of the service; a function, because it is known only after the start */
export function createVisitor(url: () => string): DeskVisitor {
  const cookies = new Map<string, string>();
  let page = '';

  async function request(method: 'get' | 'post', path: string, headers: Fields, body?: Fields): Promise<DeskAnswer> {
    const agent = supertest(url());
    const asked = agent[method](path)
      .redirects(0)
      .ok(() => true);
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const sent = asked.set({ ...(cookie !== '' && { cookie }), ...headers });
    const reply = await (body === undefined ? sent : sent.type('form').send(body));
    for (const line of reply.get('Set-Cookie') ?? []) keep(cookies, line);
    return {
      status: reply.status,
      text: reply.text,
      headers: reply.headers,
      location: reply.get('Location') ?? null,
    };
  }

  const visitor: DeskVisitor = {
    cookies,
    async open(path, headers = {}) {
      const answer = await request('get', path, headers);
      page = answer.text;
      return answer;
    },
    submit: (path, fields = {}, headers = {}) =>
      request('post', path, { origin: url(), ...headers }, { ...hiddenIn(page), ...fields }),
    send: (path, fields, headers = {}) => request('post', path, { origin: url(), ...headers }, fields),
    async signIn(name, to) {
      await visitor.open(`/desk/sign-in${to === undefined ? '' : `?to=${encodeURIComponent(to)}`}`);
      return visitor.submit('/desk/sign-in', { key: keyOf(name) });
    },
  };
  return visitor;
}

/** Stores a cookie, or removes one that has ended. */
function keep(cookies: Map<string, string>, line: string): void {
  const [pair = ''] = line.split(';');
  const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
  if (/expires=Thu, 01 Jan 1970/i.test(line)) cookies.delete(name);
  else cookies.set(name, value);
}

/** The hidden fields of a page; of two forms with one field, the last one's. */
export function hiddenIn(page: string): Fields {
  const inputs = page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g);
  return Object.fromEntries([...inputs].map(([, name = '', value = '']) => [name, value.replaceAll('&amp;', '&')]));
}

/** A form of a page. */
export interface PageForm {
  readonly action: string;
  /** Its hidden fields. */
  readonly fields: Fields;
}

/** The forms of a page that are sent to a path, in their sequence. */
export function formsOf(page: string, action: string): readonly PageForm[] {
  const forms = [...page.matchAll(/<form method="post" action="([^"]+)"[^>]*>([\s\S]*?)<\/form>/g)];
  return forms
    .map(([, to = '', inside = '']) => ({ action: to, fields: hiddenIn(inside) }))
    .filter((form) => form.action === action);
}

/** The first form of a page that is sent to a path and has a field of a value. */
export function formOf(page: string, action: string, having: Fields = {}): PageForm {
  const found = formsOf(page, action).find(({ fields }) =>
    Object.entries(having).every(([name, value]) => fields[name] === value),
  );
  if (found === undefined) throw new Error(`no form to ${action} with ${JSON.stringify(having)} in ${page}`);
  return found;
}
