/** The name of a network fault, such as ECONNREFUSED; the messages of libraries may say more than a log should. */
export function faultCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown fault';
}
