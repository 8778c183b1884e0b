import type { VNode } from 'preact';
import type { Scope } from '../../domain/access-key';
import { toAmount } from '../../domain/money';
import type { AttentionEntry, Order } from '../../domain/order';
import { orderPath } from '../desk-paths';
import type { Language } from '../language';
import type { PageContext } from '../page-context';
import { isAboutAccount, isGivenBack, suggestActions, type SuggestedAction } from '../suggest-actions';
import { attentionPageTexts } from '../texts/attention-page-texts';
import { ACCOUNT_ATTENTION, ATTENTION, GIVEN_BACK, type AttentionText } from '../texts/attention-texts';
import { paymentStatusTexts } from '../texts/payment-texts';
import { Age } from './age';
import { moneyText } from './money';

interface AttentionEntryProps {
  readonly context: Pick<PageContext, 'language' | 'scopes'>;
  readonly order: Order;
  readonly entry: AttentionEntry;
  readonly now: Date;
}

/** The scope that the form of an action needs. */
const SCOPES: Readonly<Record<SuggestedAction, Scope>> = {
  recheck: 'operate',
  accept: 'refunds',
  cancel: 'refunds',
  revoke: 'refunds',
  close: 'refunds',
  messages: 'orders:read',
};

/** What happened to an order, what to do about it, and the way to the forms that do it. */
export function AttentionEntryItem({ context, order, entry, now }: AttentionEntryProps): VNode {
  const { language, scopes } = context;
  const texts = attentionPageTexts(language);
  const { what, todo } = attentionText(order, entry, language);
  const actions = suggestActions(order, entry);
  const allowed = actions.filter((action) => scopes.includes(SCOPES[action]));
  const missing = actions.map((action) => SCOPES[action]).find((scope) => !scopes.includes(scope));
  return (
    <li class="task">
      <h3>{what}</h3>
      <p>{todo}</p>
      <dl class="facts">
        <dt>{texts.since}</dt>
        <dd>
          <Age at={entry.at} now={now} language={language} />
        </dd>
        <Evidence order={order} entry={entry} language={language} />
      </dl>
      {allowed.length > 0 && (
        <p class="buttons">
          {allowed.map((action) => (
            <a key={action} class="button" href={formPath(order, entry, action)}>
              {texts.actions[action]}
            </a>
          ))}
        </p>
      )}
      {missing !== undefined && <p class="soft">{texts.needsScope(missing)}</p>}
    </li>
  );
}

/** What happened, and what to do; an account that took no money, and a payment that was given back, have words of their own. */
export function attentionText(order: Order, entry: AttentionEntry, language: Language): AttentionText {
  const accounts: Partial<Record<string, AttentionText>> = ACCOUNT_ATTENTION[language];
  const account = isAboutAccount(order, entry) ? accounts[entry.reason] : undefined;
  const text = account ?? ATTENTION[language][entry.reason];
  return isGivenBack(order, entry) ? { ...text, todo: GIVEN_BACK[language] } : text;
}

function Evidence({ order, entry, language }: Pick<AttentionEntryProps, 'order' | 'entry'> & { language: Language }) {
  const texts = attentionPageTexts(language);
  const { impUid, reported, notificationId } = entry;
  return (
    <>
      {impUid !== null && <Pair term={texts.payment} value={impUid} />}
      {reported !== null && <Pair term={texts.reported} value={reportedText(reported, language)} />}
      {reported !== null && reported.merchantUid !== order.merchantUid && (
        <Pair term={texts.otherOrder} value={reported.merchantUid} href={orderPath(reported.merchantUid)} />
      )}
      {notificationId !== undefined && <Pair term={texts.message} value={notificationId} />}
    </>
  );
}

/** @param href where the value leads; absent for nowhere */
function Pair({ term, value, href }: { readonly term: string; readonly value: string; readonly href?: string }): VNode {
  return (
    <>
      <dt>{term}</dt>
      <dd>
        {href === undefined ? (
          <code>{value}</code>
        ) : (
          <a href={href}>
            <code>{value}</code>
          </a>
        )}
      </dd>
    </>
  );
}

/** The amount and status that i'mport reported: as it wrote them, if they are no exact amount or no known status. */
function reportedText(reported: NonNullable<AttentionEntry['reported']>, language: Language): string {
  const { amount: text, currency, status } = reported;
  const amount = toAmount(Number(text), currency);
  const known: Readonly<Record<string, string>> = paymentStatusTexts(language);
  const words = Object.hasOwn(known, status) ? known[status] : status;
  return `${amount === null ? `${text} ${currency}` : moneyText({ amount, currency, language })}, ${words}`;
}

/** The form on the order's page, with the payment chosen. */
export function formPath(order: Order, { impUid }: AttentionEntry, form: SuggestedAction | 'acknowledge'): string {
  const query = impUid === null ? '' : `?imp_uid=${encodeURIComponent(impUid)}`;
  return `${orderPath(order.merchantUid)}${query}#${form}`;
}
