import { recordStep } from './activity.js';

/**
 * Sends JSON and reads JSON, and shows both to developers.
 *
 * @param {string} method
 * @param {string} url
 * @param {unknown} [body]
 * @returns {Promise<{ status: number, answer: any }>} status 0 where no answer came
 */
export async function requestJson(method, url, body) {
  const { status, answer } = await send(method, url, body);
  const line = `${method} ${new URL(url, location.href).pathname} → ${status || 'no answer'}`;
  recordStep(line, { ...(body !== undefined && { request: body }), answer });
  return { status, answer };
}

async function send(method, url, body) {
  try {
    const reply = await fetch(url, {
      method,
      ...(body !== undefined && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
    });
    return { status: reply.status, answer: await reply.json() };
  } catch {
    return { status: 0, answer: null };
  }
}
