import type { VNode } from 'preact';
import type { Order } from '../../domain/order';
import { DESK, orderPath } from '../desk-paths';
import { CsvForm } from '../orders/csv-form';
import { OrderFilters, type AskedOrders } from '../orders/order-filters';
import { Page } from '../page';
import type { PageContext } from '../page-context';
import { DataTable } from '../parts/data-table';
import { Money } from '../parts/money';
import { Pager } from '../parts/pager';
import { StateLabel } from '../parts/state-label';
import { Time } from '../parts/time';
import type { Language } from '../language';
import { ordersTexts, type OrdersField } from '../texts/orders-texts';

interface OrdersPageProps {
  readonly context: PageContext;
  readonly asked: AskedOrders;
  /** The filters that are wrong; then nothing was searched. */
  readonly wrong: readonly OrdersField[];
  readonly orders: readonly Order[];
  /** The cursor of the next page; null on the last one. */
  readonly next: string | null;
}

/** The search for orders. */
export function OrdersPage({ context, asked, wrong, orders, next }: OrdersPageProps): VNode {
  const { language, scopes } = context;
  const texts = ordersTexts(language);
  const { columns } = texts;
  return (
    <Page context={context} title={texts.title}>
      <p class="soft">{texts.lead}</p>
      <OrderFilters action={`${DESK}/orders`} asked={asked} wrong={wrong} language={language} />
      {wrong.length === 0 && (
        <DataTable
          caption={texts.caption}
          rows={orders}
          keyOf={({ merchantUid }) => merchantUid}
          empty={next === null ? texts.empty : texts.emptySoFar}
          columns={[
            { title: columns.order, cell: ({ merchantUid }) => <a href={orderPath(merchantUid)}>{merchantUid}</a> },
            { title: columns.state, cell: (order) => stateCell(order, language) },
            { title: columns.name, cell: ({ name }) => name },
            {
              title: columns.amount,
              isNumber: true,
              cell: ({ amount, currency }) => <Money amount={amount} currency={currency} language={language} />,
            },
            { title: columns.customer, cell: ({ customerId }) => customerId },
            { title: columns.registered, cell: ({ createdAt }) => <Time at={createdAt} /> },
            {
              title: columns.attention,
              cell: ({ attentionSince }) => attentionSince && <span class="label bad">{texts.attention}</span>,
            },
          ]}
        />
      )}
      <Pager context={context} next={next} />
      {scopes.includes('operate') && <CsvForm language={language} />}
    </Page>
  );
}

/** The state, and the failed tries of an order that still waits for its payment. */
function stateCell({ state, payments }: Order, language: Language): VNode {
  const failed = state === 'pending' ? payments.filter(({ status }) => status === 'failed').length : 0;
  return (
    <>
      <StateLabel state={state} language={language} />
      {failed > 0 && <span class="soft small"> {ordersTexts(language).failedTries(failed)}</span>}
    </>
  );
}
