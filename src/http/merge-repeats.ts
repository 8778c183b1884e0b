/**
 * Takes a parameter of a query or form that comes more than once, each time with the same value, for one: shops put
 * `merchant_uid` into `m_redirect_url`, and i'mport appends its own (§8.4). Different values stay a list, and so are
 * refused where one text belongs: nobody may choose which one counts.
 */
export function mergeRepeats(parameters: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, mergeEqual(value)]));
}

function mergeEqual(value: unknown): unknown {
  return Array.isArray(value) && new Set(value).size === 1 ? value[0] : value;
}
