/** A phone number as it may stand in a log: `010-****-5678` becomes `*********5678`; short ones vanish altogether. */
export function maskPhone(tel: string): string {
  const shown = tel.length > 8 ? 4 : 0;
  return '*'.repeat(tel.length - shown) + tel.slice(tel.length - shown);
}
