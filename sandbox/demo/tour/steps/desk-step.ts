import { createDeskVisitor } from '../desk-visitor';
import { actorLine, type TourStep } from '../tour-step';

/** Where the desk is, and a key that opens it. */
export interface DeskFacts {
  readonly serviceUrl: string;
  /** Reads orders, and does nothing else. */
  readonly key: string;
  readonly print: (line: string) => void;
}

const SIGN_IN = '/desk/sign-in';

/** The desk shows a paid order to support, and nothing to a stranger. */
export function deskStep({ serviceUrl, key, print }: DeskFacts): TourStep {
  return {
    title: 'Support asks "did the money arrive?" at the desk, signed in with a key of its own',
    async run(tour) {
      const merchant_uid = await tour.register({ name: '스탠드 조명', amount: 54000 });
      const ids = tour.pay({ merchant_uid, amount: 54000, status: 'paid' });
      await tour.callback(ids, { http: 200, fields: { status: 'success' } });
      const path = `/desk/orders/${merchant_uid}`;
      const say = (text: string) => print(actorLine('support', text));
      const stranger = await createDeskVisitor(serviceUrl).open(path);
      say(`GET ${path}, not signed in`);
      const isSentAway = stranger.http === 303 && stranger.location?.startsWith(SIGN_IN) === true;
      tour.check(isSentAway && !stranger.text.includes('54,000'), `→ ${stranger.http} ${stranger.location ?? ''}`);
      const desk = createDeskVisitor(serviceUrl);
      say(`POST ${SIGN_IN} with the key of support`);
      const signedIn = await desk.send(SIGN_IN, SIGN_IN, { key, to: path });
      tour.check(signedIn.http === 303 && signedIn.location === path, `→ ${signedIn.http} ${signedIn.location ?? ''}`);
      say(`GET ${path}`);
      const page = await desk.open(path);
      const isPaid = page.text.includes('Paid') && page.text.includes('54,000') && page.text.includes(ids.imp_uid);
      tour.check(page.http === 200 && isPaid, `→ ${page.http} Paid, ₩54,000 by ${ids.imp_uid}`);
    },
  };
}
