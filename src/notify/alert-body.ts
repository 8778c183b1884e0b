/** The body of a post that carries a text. */
export type AlertBody = (text: string) => Readonly<Record<string, unknown>>;

/**
 * The form that a webhook takes: `{"content": …}` for Discord, which the host of the URL tells; `{"text": …}` for Slack, for
 * every chat that takes Slack's form, and for Discord's own address in that form, whose path ends with `/slack`.
 */
export function alertBodyOf(url: string): AlertBody {
  const { hostname, pathname } = new URL(url);
  const isDiscord = /(^|\.)discord(app)?\.com$/.test(hostname) && !/\/slack\/?$/.test(pathname);
  // Without `parse`, a text that names everybody would call them.
  return isDiscord ? (content) => ({ content, allowed_mentions: { parse: [] } }) : (text) => ({ text });
}
