/** A page of the desk as a browser gets it. */
export interface DeskPage {
  readonly http: number;
  readonly text: string;
  /** Where a redirect leads; null where it is none. */
  readonly location: string | null;
}

/** A browser without a window: it keeps cookies, and sends forms with the token of their page. */
export interface DeskVisitor {
  readonly open: (path: string) => Promise<DeskPage>;
  /** Sends the form of a page. @param from the page that has the form */
  readonly send: (from: string, path: string, fields: Readonly<Record<string, string>>) => Promise<DeskPage>;
}

const TIMEOUT_MS = 15_000;

/** Makes a visitor that nobody knows yet. */
export function createDeskVisitor(serviceUrl: string): DeskVisitor {
  const cookies = new Map<string, string>();

  async function request(path: string, init: RequestInit = {}): Promise<DeskPage> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(serviceUrl + path, {
      ...init,
      headers: {
        ...(init.headers as Record<string, string>),
        'Accept-Language': 'en',
        ...(cookie && { Cookie: cookie }),
      },
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    response.headers.getSetCookie().forEach(keep);
    return { http: response.status, text: await response.text(), location: response.headers.get('location') };
  }

  function keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === '') cookies.delete(name);
    else cookies.set(name, value);
  }

  return {
    open: (path) => request(path),
    async send(from, path, fields) {
      const csrf = /name="csrf" value="([^"]+)"/.exec((await request(from)).text)?.[1] ?? '';
      const body = new URLSearchParams({ csrf, ...fields });
      return request(path, { method: 'POST', body, headers: { Origin: serviceUrl, 'Sec-Fetch-Site': 'same-origin' } });
    },
  };
}
