import type { ComponentChildren, VNode } from 'preact';
import { orderPath } from '../desk-paths';
import { Page } from '../page';
import type { PageContext } from '../page-context';
import { cancelTexts } from '../texts/cancel-texts';

interface FormPageProps {
  readonly context: PageContext;
  readonly title: string;
  readonly merchantUid: string;
  /** What is wrong with the form; null where nothing is. */
  readonly problem: string | null;
  readonly children: ComponentChildren;
}

/** A form of an order on a page of its own, where it has to be corrected. */
export function FormPage({ context, title, merchantUid, problem, children }: FormPageProps): VNode {
  return (
    <Page context={context} title={title}>
      {problem !== null && (
        <p class="notice bad" role="alert">
          {problem}
        </p>
      )}
      <div class="narrow">
        {children}
        <p>
          <a href={orderPath(merchantUid)}>{cancelTexts(context.language).back}</a>
        </p>
      </div>
    </Page>
  );
}
