import type { ComponentChildren, VNode } from 'preact';

interface FigureProps {
  readonly label: string;
  /** The list behind the figure; null where there is none. */
  readonly href: string | null;
  /** Further words below it. @default none */
  readonly note?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A figure with its label, which leads to the list behind it. It stands in a `<dl class="figures">`. */
export function Figure({ label, href, note, children }: FigureProps): VNode {
  return (
    <div class="figure">
      <dt>{label}</dt>
      <dd>
        {href === null ? <strong>{children}</strong> : <a href={href}>{children}</a>}
        {Boolean(note) && <span class="soft small">{note}</span>}
      </dd>
    </div>
  );
}
