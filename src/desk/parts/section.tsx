import type { ComponentChildren, VNode } from 'preact';

interface SectionProps {
  /** Links name it. */
  readonly id: string;
  readonly title: string;
  readonly children: ComponentChildren;
}

/** A part of a page with its heading; a link to it moves the focus there, too. */
export function Section({ id, title, children }: SectionProps): VNode {
  return (
    <section id={id} aria-labelledby={`${id}-title`} tabIndex={-1}>
      <h2 id={`${id}-title`}>{title}</h2>
      {children}
    </section>
  );
}
