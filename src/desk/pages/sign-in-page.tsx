import type { VNode } from 'preact';
import { SIGN_IN } from '../desk-paths';
import { Page } from '../page';
import type { PageContext } from '../page-context';
import { Field } from '../parts/field';
import { Form } from '../parts/form';
import { signInTexts } from '../texts/sign-in-texts';

/** Why the last try was refused. */
export type SignInProblem = 'wrongKey' | 'tooMany';

interface SignInPageProps {
  readonly context: PageContext;
  /** The page to go to afterwards. */
  readonly to: string;
  /** Null for the first try. */
  readonly problem: SignInProblem | null;
}

/** The sign-in. */
export function SignInPage({ context, to, problem }: SignInPageProps): VNode {
  const texts = signInTexts(context.language);
  return (
    <Page context={context} title={texts.title}>
      <Form context={context} action={SIGN_IN} class="card narrow">
        <p>{texts.lead}</p>
        {problem !== null && (
          <p class="notice bad" role="alert" id="problem">
            {texts[problem]}
          </p>
        )}
        <input type="hidden" name="to" value={to} />
        <Field for="key" label={texts.key} hint={texts.keyHint}>
          <input
            id="key"
            name="key"
            type="password"
            autoComplete="current-password"
            autoCapitalize="off"
            spellcheck={false}
            required
            maxLength={512}
            aria-describedby={problem === null ? 'key-hint' : 'problem key-hint'}
            aria-invalid={problem === 'wrongKey' ? 'true' : undefined}
          />
        </Field>
        <button class="button">{texts.submit}</button>
      </Form>
    </Page>
  );
}
