import type { ComponentChildren, VNode } from 'preact';

interface FieldProps {
  /** The `id` of the control in it. */
  readonly for: string;
  readonly label: string;
  /** Further words below the control, whose `aria-describedby` is `<id>-hint`. @default none */
  readonly hint?: string;
  readonly children: ComponentChildren;
}

/** A control of a form with its label. */
export function Field({ for: id, label, hint, children }: FieldProps): VNode {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children}
      {hint !== undefined && (
        <p class="soft" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
