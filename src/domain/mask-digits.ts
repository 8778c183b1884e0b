/** Hides what may be an account or a telephone number in somebody else's text: all but the last three of a run of digits. */
export function maskDigits(text: string): string {
  return text.replace(/\d(?=[\d-]*\d{3})/g, '*');
}
