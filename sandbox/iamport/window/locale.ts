/** The languages of the pages. */
export type Locale = 'ko' | 'en';

/**
 * Korean, unless the browser prefers English: the first of the two in `Accept-Language` by weight decides, and a
 * browser that names neither gets English only if it names some language.
 */
export function localeOf(acceptLanguage: string | undefined): Locale {
  if (acceptLanguage === undefined || acceptLanguage.trim() === '' || acceptLanguage.trim() === '*') return 'ko';
  const wanted = acceptLanguage
    .split(',')
    .map(readRange)
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  const known = wanted.find(({ language }) => language === 'ko' || language === 'en');
  return known?.language === 'ko' ? 'ko' : 'en';
}

function readRange(range: string): { language: string; weight: number } {
  const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
  const q = parameters.map((it) => /^\s*q=([\d.]+)\s*$/.exec(it)?.[1]).find((it) => it !== undefined);
  return { language: tag.split('-')[0] ?? '', weight: q === undefined ? 1 : Number(q) };
}
