import type { VNode } from 'preact';
import { Page } from '../page';
import type { PageContext } from '../page-context';
import { plainTexts, type PlainReason } from '../texts/plain-texts';

interface PlainPageProps {
  readonly context: PageContext;
  readonly reason: PlainReason;
  /** Further words, such as a scope or why a form was refused. @default none */
  readonly detail?: string;
}

/** A page that says one thing and what to do. */
export function PlainPage({ context, reason, detail }: PlainPageProps): VNode {
  const { title, advice } = plainTexts(context.language)[reason];
  return (
    <Page context={context} title={title}>
      <div class="card narrow">
        {detail !== undefined && (
          <p>
            <code>{detail}</code>
          </p>
        )}
        <p>{advice}</p>
      </div>
    </Page>
  );
}
