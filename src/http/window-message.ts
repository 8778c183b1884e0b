const MAX_READ = 2_000;
const MAX_SHOWN = 300;
/** Characters that show nothing, or turn text around. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu;
const ADDRESS = /(?:[a-z][a-z0-9+.-]*:\/\/|www[.。])\S+/giu;
const BARE_ADDRESS =
  /(?:[\p{L}\p{N}_-]+[.。])+(?:[a-z]{2,}|xn--[a-z0-9-]+|한국|닷컴|닷넷)(?![\p{L}\p{N}])(?:[/:?#]\S*)?/giu;
/** Eight digits or more, whatever but letters stands between them: an account, a card, a telephone. */
const NUMBER = /\p{N}(?:[^\p{L}\p{N}]*\p{N}){7,}/gu;
const LEFT_OUT = '…';

/**
 * What the payment window is said to have said, as it may be shown to a buyer: shortened, without links and long numbers.
 * Anybody can write it into the address (§8.4), and the shop's page must not ask for money to another account. It has not
 * been escaped yet.
 *
 * @returns null where nothing is left
 */
export function windowMessage(said: string | undefined): string | null {
  const text = (said ?? '').slice(0, MAX_READ).normalize('NFKC').replace(INVISIBLE, '');
  const shown = text
    .replace(ADDRESS, LEFT_OUT)
    .replace(BARE_ADDRESS, LEFT_OUT)
    .replace(NUMBER, LEFT_OUT)
    .trim()
    .slice(0, MAX_SHOWN);
  return shown === '' ? null : shown;
}
