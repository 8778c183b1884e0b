import type { VNode } from 'preact';
import { DESK, orderPath } from '../desk-paths';
import { Page } from '../page';
import type { PageContext } from '../page-context';
import { cancelTexts } from '../texts/cancel-texts';
import { refusalTexts, type RefusalCode } from '../texts/refusal-texts';

interface RefusedPageProps {
  readonly context: PageContext;
  readonly code: RefusalCode;
  /** The order to look at. */
  readonly merchantUid: string;
  /** Further words, such as what can be cancelled now. @default none */
  readonly detail?: string;
}

/** Why a form was not carried out, and what to do. */
export function RefusedPage({ context, code, merchantUid, detail }: RefusedPageProps): VNode {
  const { language } = context;
  const texts = cancelTexts(language);
  const isGone = code === 'orderNotFound';
  return (
    <Page context={context} title={texts.refusedTitle}>
      <div class="card narrow">
        <p class="notice bad" role="alert">
          {refusalTexts(language)[code]}
        </p>
        {detail !== undefined && <p>{detail}</p>}
        <p>
          <a class="button" href={isGone ? `${DESK}/orders` : orderPath(merchantUid)}>
            {isGone ? texts.toOrders : texts.toOrder}
          </a>
        </p>
      </div>
    </Page>
  );
}
