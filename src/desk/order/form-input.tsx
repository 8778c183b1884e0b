import type { VNode } from 'preact';
import type { Language } from '../language';
import { fieldText, type FormField } from '../texts/field-texts';

/** What is wrong with a form. */
export interface FormProblems {
  /** The fields, as the API names them. */
  readonly fields: readonly string[];
  /** What is wrong with them. @default what each field must hold */
  readonly words?: string | undefined;
}

interface FormInputProps {
  readonly name: string;
  /** As the API names it. */
  readonly field: FormField;
  readonly suffix: string;
  readonly label: string;
  readonly hint?: string;
  readonly value?: string | undefined;
  readonly maxLength?: number;
  readonly inputMode?: 'decimal' | 'numeric' | 'tel';
  readonly required?: boolean;
  readonly list?: string;
  readonly problems?: FormProblems | undefined;
  readonly language: Language;
}

/** A line of text with its label, its hint, and what is wrong with it. */
export function FormInput(props: FormInputProps): VNode {
  const { name, field, suffix, label, hint, value, problems, language, ...attributes } = props;
  const id = `${name}-${suffix}`;
  const isWrong = problems?.fields.includes(field) === true;
  const described = [isWrong && `${id}-problem`, hint !== undefined && `${id}-hint`].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {isWrong && (
        <p class="problem" id={`${id}-problem`}>
          {problems?.words ?? fieldText(field, language)}
        </p>
      )}
      <input
        id={id}
        name={name}
        value={value ?? ''}
        autoComplete="off"
        aria-invalid={isWrong ? 'true' : undefined}
        aria-describedby={described === '' ? undefined : described}
        {...attributes}
      />
      {hint !== undefined && (
        <p class="soft" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
