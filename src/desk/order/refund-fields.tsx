import type { VNode } from 'preact';
import type { RefundField } from '../../domain/cancel/request-cancel';
import type { CancelFields } from '../cancel-fields';
import type { Language } from '../language';
import { cancelTexts } from '../texts/cancel-texts';
import { BANK_CODES } from '../texts/bank-codes';
import { FormInput, type FormProblems } from './form-input';

interface FieldsProps {
  readonly suffix: string;
  readonly entered: CancelFields | undefined;
  readonly problems: FormProblems | undefined;
  readonly language: Language;
}

/** The buyer's bank account. Folded where the method of the payment needs none. */
export function RefundAccountFields(props: FieldsProps & { readonly needed: readonly RefundField[] }): VNode {
  const { needed, language } = props;
  const texts = cancelTexts(language);
  if (needed.length > 0) {
    return (
      <fieldset>
        <legend>{texts.refund}</legend>
        <p class="soft">{texts.refundLead}</p>
        <AccountInputs {...props} />
      </fieldset>
    );
  }
  return (
    <details open={isEntered(props)}>
      <summary>{texts.refundOptional}</summary>
      <AccountInputs {...props} />
    </details>
  );
}

const isEntered = ({ entered, problems }: FieldsProps) =>
  Boolean(entered?.refund_account) || problems?.fields.some((field) => field.startsWith('refund')) === true;

function AccountInputs(props: FieldsProps & { readonly needed: readonly RefundField[] }): VNode {
  const { needed, suffix, entered, problems, language } = props;
  const texts = cancelTexts(language);
  const shared = { suffix, problems, language };
  const isNeeded = (field: RefundField) => needed.includes(field);
  return (
    <>
      <FormInput
        {...shared}
        name="refund_bank"
        field="refund.bank"
        label={texts.bank}
        hint={texts.bankHint}
        value={entered?.refund_bank}
        maxLength={20}
        list={`banks-${suffix}`}
        required={isNeeded('bank')}
      />
      <datalist id={`banks-${suffix}`}>
        {Object.entries(BANK_CODES).map(([code, name]) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </datalist>
      <FormInput
        {...shared}
        name="refund_account"
        field="refund.account"
        label={texts.account}
        value={entered?.refund_account}
        maxLength={40}
        inputMode="numeric"
        required={isNeeded('account')}
      />
      <FormInput
        {...shared}
        name="refund_holder"
        field="refund.holder"
        label={texts.holder}
        value={entered?.refund_holder}
        maxLength={40}
        required={isNeeded('holder')}
      />
      {(isNeeded('tel') || entered?.refund_tel !== undefined) && (
        <FormInput
          {...shared}
          name="refund_tel"
          field="refund.tel"
          label={texts.tel}
          value={entered?.refund_tel}
          maxLength={20}
          inputMode="tel"
          required={isNeeded('tel')}
        />
      )}
    </>
  );
}

const MORE = ['tax_free', 'vat_amount', 'retain_promotion', 'extra.requester'];

/** What only some PGs need, folded. */
export function MoreCancelFields({ suffix, entered, problems, language }: FieldsProps): VNode {
  const texts = cancelTexts(language);
  const shared = { suffix, problems, language };
  const isOpen =
    problems?.fields.some((field) => MORE.includes(field)) === true ||
    Boolean(entered?.tax_free || entered?.vat_amount || entered?.retain_promotion || entered?.requester);
  return (
    <details open={isOpen}>
      <summary>{texts.more}</summary>
      <p class="soft">{texts.moreLead}</p>
      <FormInput
        {...shared}
        name="tax_free"
        field="tax_free"
        label={texts.taxFree}
        value={entered?.tax_free}
        inputMode="decimal"
      />
      <FormInput
        {...shared}
        name="vat_amount"
        field="vat_amount"
        label={texts.vat}
        value={entered?.vat_amount}
        inputMode="decimal"
      />
      <label class="choice" for={`retain-${suffix}`}>
        <input
          type="checkbox"
          id={`retain-${suffix}`}
          name="retain_promotion"
          value="true"
          checked={entered?.retain_promotion === 'true'}
        />{' '}
        {texts.retainPromotion}
      </label>
      <div class="field">
        <label for={`requester-${suffix}`}>{texts.requester}</label>
        <select id={`requester-${suffix}`} name="requester" value={entered?.requester ?? ''}>
          <option value="">{texts.requesterDefault}</option>
          <option value="customer">{texts.customer}</option>
          <option value="admin">{texts.admin}</option>
        </select>
      </div>
    </details>
  );
}
