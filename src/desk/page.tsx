import type { ComponentChildren, VNode } from 'preact';
import type { Scope } from '../domain/access-key';
import { DESK, SIGN_OUT } from './desk-paths';
import { inOtherLanguage } from './language';
import type { PageContext } from './page-context';
import { Form } from './parts/form';
import { deskTexts } from './texts/desk-texts';

interface PageProps {
  readonly context: PageContext;
  readonly title: string;
  readonly children: ComponentChildren;
}

/** The whole document around a page. */
export function Page({ context, title, children }: PageProps): VNode {
  const { language, notice, assets } = context;
  const texts = deskTexts(language);
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>{`${title} · ${texts.desk}`}</title>
        <link rel="icon" href={assets.icon} type="image/svg+xml" />
        <link rel="stylesheet" href={assets.css} />
        <script type="module" src={assets.js}></script>
      </head>
      <body>
        <a class="skip" href="#main">
          {texts.skipToContent}
        </a>
        <Header context={context} />
        <main id="main" tabIndex={-1}>
          <h1>{title}</h1>
          {notice && (
            <p class={`notice ${notice.tone}`} role="status">
              {notice.text}
            </p>
          )}
          {children}
        </main>
        <footer>
          <p>{texts.times}</p>
        </footer>
      </body>
    </html>
  );
}

const NAVIGATION: readonly {
  readonly name: 'today' | 'orders' | 'attention' | 'messages' | 'audit';
  readonly path: string;
  readonly scope: Scope;
}[] = [
  { name: 'today', path: DESK, scope: 'orders:read' },
  { name: 'orders', path: `${DESK}/orders`, scope: 'orders:read' },
  { name: 'attention', path: `${DESK}/attention`, scope: 'orders:read' },
  { name: 'messages', path: `${DESK}/messages`, scope: 'orders:read' },
  { name: 'audit', path: `${DESK}/audit`, scope: 'audit' },
];

function Header({ context }: { readonly context: PageContext }): VNode {
  const { language, actor, path } = context;
  const texts = deskTexts(language);
  const other = language === 'ko' ? 'en' : 'ko';
  return (
    <header>
      <div class="bar">
        <a class="brand" href={DESK}>
          <img src={context.assets.icon} alt="" width="28" height="28" />
          {texts.desk}
        </a>
        <div class="account">
          {actor && <span class="soft">{texts.signedInAs(actor.name)}</span>}
          <a href={inOtherLanguage(path, language)} lang={other} hreflang={other}>
            {texts.otherLanguage}
          </a>
          {actor && (
            <Form context={context} action={SIGN_OUT}>
              <button class="link">{texts.signOut}</button>
            </Form>
          )}
        </div>
      </div>
      {actor && <Navigation context={context} />}
    </header>
  );
}

function Navigation({ context: { language, scopes, path } }: { readonly context: PageContext }): VNode {
  const texts = deskTexts(language);
  const here = path.split('?', 1)[0] ?? '';
  const isHere = (page: string) => here === page || (page !== DESK && here.startsWith(`${page}/`));
  return (
    <nav aria-label={texts.navigation}>
      <ul>
        {NAVIGATION.filter(({ scope }) => scopes.includes(scope)).map((page) => (
          <li key={page.name}>
            <a href={page.path} aria-current={isHere(page.path) ? 'page' : undefined}>
              {texts[page.name]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The first page that a key with these scopes may see; null where it may see none. */
export function firstPageOf(scopes: readonly Scope[]): string | null {
  return NAVIGATION.find(({ scope }) => scopes.includes(scope))?.path ?? null;
}
