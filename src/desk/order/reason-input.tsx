import type { VNode } from 'preact';
import type { Language } from '../language';
import { cancelTexts } from '../texts/cancel-texts';
import { FormInput, type FormProblems } from './form-input';

interface ReasonInputProps {
  readonly suffix: string;
  /** Who gets to read it. */
  readonly hint: string;
  readonly value: string | undefined;
  readonly problems: FormProblems | undefined;
  readonly language: Language;
}

/** Why a person decides about money. No such form goes without it. */
export function ReasonInput(props: ReasonInputProps): VNode {
  return (
    <FormInput
      {...props}
      name="reason"
      field="reason"
      label={cancelTexts(props.language).reason}
      maxLength={200}
      required
    />
  );
}
