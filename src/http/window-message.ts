const MAX_READ = 2_000;
const MAX_SHOWN = 300;
/** Characters that are invisible or change the text direction. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu;
const ADDRESS = /(?:[a-z][a-z0-9+.-]*:\/\/|www[.。])\S+/giu;
const BARE_ADDRESS =
  /(?:[\p{L}\p{N}_-]+[.。])+(?:[a-z]{2,}|xn--[a-z0-9-]+|한국|닷컴|닷넷)(?![\p{L}\p{N}])(?:[/:?#]\S*)?/giu;
/** Eight digits or more, with anything but letters between them: account, card or telephone numbers. */
const NUMBER = /\p{N}(?:[^\p{L}\p{N}]*\p{N}){7,}/gu;
const LEFT_OUT = '…';

/**
 * Makes the message of the payment window safe to show: it is shortened, and links and long numbers are removed. Anyone
 * can write it into the redirect URL (§8.4), for example to ask for money to another account. It is not escaped yet.
 *
 * @returns null where no text is left
 */
export function windowMessage(errorMsg: string | undefined): string | null {
  const text = (errorMsg ?? '').slice(0, MAX_READ).normalize('NFKC').replace(INVISIBLE, '');
  const shown = text
    .replace(ADDRESS, LEFT_OUT)
    .replace(BARE_ADDRESS, LEFT_OUT)
    .replace(NUMBER, LEFT_OUT)
    .trim()
    .slice(0, MAX_SHOWN);
  return shown === '' ? null : shown;
}
