/** A call of the control API. */
export interface ControlExample {
  /** Method and path under `/_sandbox`. */
  name: string;
  body?: unknown;
}

const STAND_INS: Readonly<Record<string, string>> = { ':imp_uid': 'imp_700000000001', ':id': 'ID' };

/** The line that makes the call from a shell; a path's variables have stand-ins to replace. */
export function curlLine(baseUrl: string, { name, body }: ControlExample): string {
  const [method = 'GET', path = ''] = name.split(' ');
  const filled = path.replace(/:\w+/g, (variable) => STAND_INS[variable] ?? variable);
  const usual = body === undefined ? 'GET' : 'POST';
  const words = ['curl -s', method === usual ? '' : `-X ${method}`, `${baseUrl}/_sandbox${filled}`];
  if (body !== undefined) words.push(`-d ${quoted(JSON.stringify(body))}`);
  return words.filter((word) => word !== '').join(' ');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
