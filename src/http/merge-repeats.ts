/**
 * Merges repeated parameters of a query or form that have equal values. Shops put `merchant_uid` into `m_redirect_url`,
 * and i'mport appends it again (§8.4). Different values stay a list, and the schemas refuse a list: otherwise an
 * attacker could choose which value counts.
 */
export function mergeRepeats(parameters: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, mergeEqual(value)]));
}

function mergeEqual(value: unknown): unknown {
  return Array.isArray(value) && new Set(value).size === 1 ? value[0] : value;
}
