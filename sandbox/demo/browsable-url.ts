/** The address for a browser on this machine: where a server listens on every interface, there is no host to go to. */
export function browsableUrl(url: string): string {
  return url.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:');
}
