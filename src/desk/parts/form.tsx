import type { ComponentChildren, VNode } from 'preact';
import type { PageContext } from '../page-context';

interface FormProps {
  readonly context: Pick<PageContext, 'csrfToken'>;
  /** The path that it is sent to. */
  readonly action: string;
  /** For a form that does something once: the service carries out one request of this id. @default none */
  readonly requestId?: string;
  readonly class?: string;
  readonly children: ComponentChildren;
}

/** A form that changes something. It holds the token of the session, without which it is refused. */
export function Form({ context, action, requestId, class: className, children }: FormProps): VNode {
  return (
    <form method="post" action={action} class={className}>
      <input type="hidden" name="csrf" value={context.csrfToken} />
      {requestId !== undefined && <input type="hidden" name="request_id" value={requestId} />}
      {children}
    </form>
  );
}
