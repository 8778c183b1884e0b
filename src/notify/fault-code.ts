/** The code of a network fault, such as ECONNREFUSED. Messages of libraries may contain secrets. */
export function faultCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown fault';
}
