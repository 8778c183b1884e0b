/** Calls the sandbox's control API; throws an Error whose message says what was wrong. */
export async function call(method, path, body) {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body), headers: JSON_HEADERS };
  const response = await fetch(`/_sandbox${path}`, init);
  const answer = await response.json();
  if (!response.ok) throw new Error(describe(answer));
  return answer;
}

const JSON_HEADERS = { 'Content-Type': 'application/json' };

function describe({ error, message, fields }) {
  if (fields === undefined) return message ?? error;
  return fields.map((it) => (it.field ? `${it.field}: ${it.message}` : it.message)).join(', ');
}
