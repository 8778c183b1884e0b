import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { Router } from 'express';
import { ownFile } from '../own-file';
import { setCommonHeaders } from './page-headers';

/** What the guide's page is changed in, and nothing else: two addresses and the merchant code. */
export const GUIDE_CHANGES = {
  jquery: { from: 'https://code.jquery.com/jquery-1.12.4.min.js', to: '/guide/jquery-1.12.4.min.js' },
  sdk: { from: 'https://cdn.iamport.kr/js/iamport.payment-1.2.0.js', to: '/js/iamport.payment-1.2.0.js' },
  merchantCode: { from: 'impXXXXXXXXX' },
} as const;

/** jQuery 1.12.4 finds out which events bubble by setting handlers with this text. */
const JQUERY_PROBE = 't';

/**
 * The guide's sample.html, to the letter but for {@link GUIDE_CHANGES}, with its jQuery. The page's script and its
 * `onclick` are inline, so its policy allows these two by their hashes.
 */
export function createGuidePage(merchantCode: string): Router {
  const page = sampleFor(merchantCode);
  const policy = policyFor(page);
  const jquery = jqueryFile();
  const router = Router();
  router.get('/guide/sample.html', (_request, response) => {
    setCommonHeaders(response);
    response.set('Content-Security-Policy', policy).type('html').send(page);
  });
  router.get('/guide/jquery-1.12.4.min.js', (_request, response) => {
    response.type('js').send(readFileSync(jquery, 'utf8'));
  });
  return router;
}

/** The package has a copy beside the page. The repository takes it from the library. */
function jqueryFile(): string {
  const copy = ownFile('window', 'guide', 'jquery-1.12.4.min.js');
  return existsSync(copy) ? copy : require.resolve('jquery/dist/jquery.min.js');
}

function sampleFor(merchantCode: string): string {
  const { jquery, sdk, merchantCode: code } = GUIDE_CHANGES;
  return readFileSync(ownFile('window', 'guide', 'sample.html.txt'), 'utf8')
    .replace(jquery.from, jquery.to)
    .replace(sdk.from, sdk.to)
    .replace(code.from, () => merchantCode);
}

function policyFor(page: string): string {
  const inline = [...page.matchAll(/<script>([\s\S]*?)<\/script>/g), ...page.matchAll(/onclick="([^"]*)"/g)];
  const texts = [...inline.map(([, text = '']) => text), JQUERY_PROBE];
  const hashes = texts.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  return [
    "default-src 'none'",
    `script-src 'self' 'unsafe-hashes' ${hashes.join(' ')}`,
    "style-src 'unsafe-inline'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "frame-src 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
