/** The origin of an address, and the other name by which a visitor on this machine may have typed it. */
export function sameOrigins(url: string): string[] {
  const { origin, hostname, port } = new URL(url);
  const isThisMachine = ['127.0.0.1', '[::1]'].includes(hostname);
  return isThisMachine ? [origin, `http://localhost:${port}`] : [origin];
}
