import type { AddressInfo } from 'node:net';

/** The URL of a server on this machine. */
export function urlOf({ family, address, port }: AddressInfo): string {
  const anywhere = address === '0.0.0.0' || address === '::';
  const host = anywhere ? '127.0.0.1' : family === 'IPv6' ? `[${address}]` : address;
  return `http://${host}:${port}`;
}
