import { Fragment, type ComponentChildren, type VNode } from 'preact';

/** A name and what it holds; a pair without a value is left out. */
export type Fact = readonly [name: string, value: ComponentChildren];

/** A list of names with their values. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }): VNode | null {
  const shown = facts.filter(([, value]) => value !== null && value !== undefined && value !== '');
  if (shown.length === 0) return null;
  return (
    <dl class="facts">
      {shown.map(([name, value]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
