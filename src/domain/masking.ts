/** Hides what may be an account or a telephone number in somebody else's text: all but the last three of a run of digits. */
export function maskDigits(text: string): string {
  return text.replace(/\d(?=[\d-]*\d{3})/g, '*');
}

/** A phone number as it may stand in a log: `010-****-5678` becomes `*********5678`; short ones vanish altogether. */
export function maskPhone(tel: string): string {
  const shown = tel.length > 8 ? 4 : 0;
  return '*'.repeat(tel.length - shown) + tel.slice(tel.length - shown);
}
