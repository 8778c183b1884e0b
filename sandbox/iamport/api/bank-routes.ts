import { BANKS } from '../payments/banks';
import { notFound, success } from './api-reply';
import type { ApiRoute } from './api-route';
import { INVENTED_TEXTS } from './messages';

/** `GET /banks` and one of them (§5.2): code and name of the banks that issue accounts here. */
export function bankRoutes(): ApiRoute[] {
  const banks = Object.entries(BANKS).map(([code, name]) => ({ code, name }));
  return [
    { name: 'GET /banks', paths: ['/banks'], handle: () => success(banks) },
    {
      name: 'GET /banks/:bank_standard_code',
      paths: ['/banks/:bank_standard_code'],
      handle({ params }) {
        const found = banks.find(({ code }) => code === params['bank_standard_code']);
        return found ? success(found) : notFound(INVENTED_TEXTS.unknownBank);
      },
    },
  ];
}
