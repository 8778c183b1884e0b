import { shortJson } from '../short-json';
import { differences, type Exchange } from './exchange';
import { sendExchange } from './send-exchange';
import type { TourCheckList } from './tour-checks';
import { actorLine, type Tour } from './tour-step';

/** Where requests go, and where what came of them is told. */
export interface SendDeps {
  readonly serviceUrl: string;
  readonly checks: TourCheckList;
  readonly print: (line: string) => void;
}

/** Makes the function that sends a request, prints it with its answer, and checks the answer. */
export function createSend({ serviceUrl, checks, print }: SendDeps): Tour['send'] {
  return async (exchange: Exchange) => {
    const { actor, method, path, body = '', expected, shown } = exchange;
    print(actorLine(actor, `${method} ${path} ${body}`.trimEnd()));
    const answer = await sendExchange(serviceUrl, exchange);
    const wrong = differences(answer, expected).join(', ');
    checks.count(wrong === '', `${method} ${path}: expected ${wrong}`);
    const mark = wrong === '' ? '✓' : `✗ expected ${wrong}`;
    print(actorLine('', `→ ${answer.http} ${shortJson(answer.body, shown)} ${mark}`));
    return answer;
  };
}

/** Makes the function that sends many requests at once, and tells of each lot in one line. */
export function createSendAtOnce({ serviceUrl, checks, print }: SendDeps): Tour['atOnce'] {
  return async (lots) => {
    const answered = await Promise.all(
      lots.map(({ times, exchange }) =>
        Promise.all(Array.from({ length: times }, () => sendExchange(serviceUrl, exchange))),
      ),
    );
    for (const [index, { times, exchange }] of lots.entries()) {
      const { actor, method, path, body = '', expected } = exchange;
      print(actorLine(actor, `${times} × ${method} ${path} ${body}`.trimEnd()));
      const good = (answered[index] ?? []).filter((answer) => differences(answer, expected).length === 0);
      checks.check(good.length === times, `→ ${good.length} × ${expected.http}`);
    }
  };
}
