import type { VNode } from 'preact';
import type { AuditRecord } from '../../domain/audit';
import { toAmount } from '../../domain/money';
import { DESK, orderPath } from '../desk-paths';
import type { Language } from '../language';
import { Page } from '../page';
import type { PageContext } from '../page-context';
import { DataTable } from '../parts/data-table';
import { Field } from '../parts/field';
import { moneyText } from '../parts/money';
import { Pager } from '../parts/pager';
import { Time } from '../parts/time';
import { auditTexts } from '../texts/audit-texts';

interface AuditPageProps {
  readonly context: PageContext;
  /** What was asked for, as the form shows it again; empty where nothing was. */
  readonly asked: Readonly<Record<'actor' | 'from' | 'to', string>>;
  readonly entries: readonly AuditRecord[];
  /** The cursor of the next page; null on the last one. */
  readonly next: string | null;
}

/** The audit log. */
export function AuditPage({ context, asked, entries, next }: AuditPageProps): VNode {
  const texts = auditTexts(context.language);
  const { columns } = texts;
  const canRead = context.scopes.includes('orders:read');
  return (
    <Page context={context} title={texts.title}>
      <p class="soft">{texts.lead}</p>
      <AuditFilters context={context} asked={asked} />
      <DataTable
        caption={texts.caption}
        rows={entries}
        keyOf={({ id }) => id}
        empty={texts.empty}
        columns={[
          { title: columns.at, cell: ({ at }) => <Time at={at} /> },
          { title: columns.action, cell: ({ action }) => texts.actions[action] },
          {
            title: columns.actor,
            cell: ({ actor, operator }) => (operator === null ? actor : `${actor} (${operator})`),
          },
          { title: columns.order, cell: ({ merchantUid }) => orderCell(merchantUid, canRead) },
          { title: columns.reason, cell: ({ reason }) => reason },
          { title: columns.details, cell: ({ details }) => detailsCell(details, context.language) },
        ]}
      />
      <Pager context={context} next={next} />
    </Page>
  );
}

function AuditFilters({ context, asked }: Pick<AuditPageProps, 'context' | 'asked'>): VNode {
  const texts = auditTexts(context.language);
  return (
    <form class="card filters" action={`${DESK}/audit`}>
      <Field for="actor" label={texts.actor} hint={texts.actorHint}>
        <input
          id="actor"
          name="actor"
          value={asked.actor}
          maxLength={40}
          autoCapitalize="off"
          aria-describedby="actor-hint"
        />
      </Field>
      <Field for="from" label={texts.from}>
        <input id="from" name="from" type="date" value={asked.from} />
      </Field>
      <Field for="to" label={texts.to}>
        <input id="to" name="to" type="date" value={asked.to} />
      </Field>
      <button class="button">{texts.show}</button>
    </form>
  );
}

function orderCell(merchantUid: string | null, canRead: boolean): VNode | string | null {
  if (merchantUid === null || !canRead) return merchantUid;
  return <a href={orderPath(merchantUid)}>{merchantUid}</a>;
}

/** The details in the names of the API, as GET /audit has them, but for the amount. */
function detailsCell({ amount, currency, ...details }: AuditRecord['details'], language: Language): VNode | null {
  const texts = auditTexts(language);
  const rows: [string, string][] = [
    ...(amount === undefined || currency === undefined
      ? []
      : [[texts.amount, moneyText({ amount: toAmount(amount, currency), currency, language })] as [string, string]]),
    ...Object.entries(details).map(([name, value]): [string, string] => [name, String(value)]),
  ];
  if (rows.length === 0) return null;
  return (
    <ul class="plain">
      {rows.map(([name, value]) => (
        <li key={name}>
          <span class="soft">{name}</span> {value}
        </li>
      ))}
    </ul>
  );
}
