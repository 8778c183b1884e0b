import type { VNode } from 'preact';
import { Page } from '../page';
import type { PageContext } from '../page-context';
import { deskTexts } from '../texts/desk-texts';

/** The figures of a day. */
export function TodayPage({ context }: { readonly context: PageContext }): VNode {
  return (
    <Page context={context} title={deskTexts(context.language).today}>
      {null}
    </Page>
  );
}
