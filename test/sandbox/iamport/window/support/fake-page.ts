import vm from 'node:vm';
import type { Sandbox } from '../../../../../sandbox/iamport/create-sandbox';
import { SHOP } from './open-window';

type Listener = (event: unknown) => void;
type Rsp = Record<string, unknown>;

/** `window.IMP`. */
export interface Imp {
  init: (code?: unknown) => void;
  agency: (code: unknown, tier?: string) => void;
  request_pay: (params: unknown, callback?: (rsp: Rsp) => void) => void;
  certification: (params: unknown, callback?: (rsp: Rsp) => void) => void;
}

/** As much of an element as the SDK script touches. */
interface FakeElement {
  tag: string;
  children: FakeElement[];
  style: Record<string, string>;
  src?: string;
  isOpen: boolean;
  isRemoved: boolean;
  posted: { message: unknown; target: string }[];
  fire: (type: string, event?: unknown) => void;
}

/** A shop's page without a browser, with the SDK script run in it. */
export interface FakePage {
  IMP: Imp;
  warnings: string[];
  alerts: string[];
  /** Where the whole page went. */
  went: string[];
  /** The dialogs drawn so far. */
  dialogs: FakeElement[];
  /** A message that the page hears. */
  hear: (event: unknown) => void;
  /** Resolves with what `request_pay` calls back. */
  pay: (params: Rsp) => Promise<Rsp>;
}

/** Loads the SDK script from that address of the sandbox into a fake page. */
export async function loadSdk(sandbox: Sandbox, address: string, url = sandbox.url): Promise<FakePage> {
  const source = await (await fetch(sandbox.url + address)).text();
  const page = { warnings: [] as string[], alerts: [] as string[], went: [] as string[], dialogs: [] as FakeElement[] };
  const listeners: Record<string, Set<Listener>> = {};
  const window = {
    innerWidth: 1280,
    addEventListener: (type: string, act: Listener) => (listeners[type] ??= new Set()).add(act),
    removeEventListener: (type: string, act: Listener) => listeners[type]?.delete(act),
    alert: (text: string) => page.alerts.push(text),
    location: { assign: (to: string) => page.went.push(to) },
  } as Record<string, unknown>;
  const body = createElement('body', (made) => page.dialogs.push(made));
  const document = {
    currentScript: { src: url + address },
    baseURI: `${SHOP}/`,
    body,
    documentElement: { style: {} },
    activeElement: null,
    createElement: (tag: string) => createElement(tag),
  };
  const console = {
    warn: (text: string) => page.warnings.push(text),
    error: (text: string) => page.warnings.push(text),
  };
  const asShop = (to: string, init: RequestInit) => fetch(to, { ...init, headers: { ...init.headers, Origin: SHOP } });
  vm.runInNewContext(source, { window, document, console, URL, Promise, fetch: asShop });
  const IMP = window['IMP'] as Imp;
  return {
    ...page,
    IMP,
    hear: (event) => listeners['message']?.forEach((act) => act(event)),
    pay: (params) => new Promise((resolve) => IMP.request_pay(params, resolve)),
  };
}

function createElement(tag: string, onChild: (made: FakeElement) => void = () => undefined): FakeElement {
  const listeners: Record<string, Listener> = {};
  const posted: FakeElement['posted'] = [];
  const made = {
    tag,
    children: [] as FakeElement[],
    style: {},
    isOpen: false,
    isRemoved: false,
    posted,
    contentWindow: { postMessage: (message: unknown, target: string) => posted.push({ message, target }) },
    setAttribute: () => undefined,
    addEventListener: (type: string, act: Listener) => (listeners[type] = act),
    appendChild(child: FakeElement) {
      made.children.push(child);
      onChild(child);
    },
    showModal: () => (made.isOpen = true),
    remove: () => (made.isRemoved = true),
    focus: () => undefined,
    fire: (type: string, event: unknown = { preventDefault: () => undefined }) => listeners[type]?.(event),
  };
  return made;
}
