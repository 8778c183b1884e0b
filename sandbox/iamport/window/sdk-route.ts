import { Router } from 'express';
import { ownFile } from '../own-file';

const SCRIPT = ownFile('window', 'sdk', 'iamport.js');
const ADDRESSES = ['/v1/iamport.js', /^\/js\/iamport\.payment-[\w.-]+\.js$/];

/** The SDK script under both of its addresses (§8.1); any page of any origin may load it. */
export function createSdkRoute(): Router {
  const router = Router();
  router.get(ADDRESSES, (_request, response) => {
    response.set({
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Cache-Control': 'no-cache',
      'X-Content-Type-Options': 'nosniff',
    });
    response.type('text/javascript').sendFile(SCRIPT, { cacheControl: false });
  });
  return router;
}
