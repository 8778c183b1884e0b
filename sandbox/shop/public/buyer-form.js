import { pageData } from './page-data.js';

const { errors } = pageData.texts;
const RULES = {
  name: (text) => text.length >= 1 && text.length <= 16,
  tel: (text) => /^[0-9+][0-9 -]{6,15}$/.test(text),
  email: (text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) && text.length <= 64,
};

/**
 * Reads who pays. What is wrong is said beside each field, and the first of them gets the focus.
 *
 * @param {HTMLFormElement} form
 * @returns {{ name: string, tel: string, email: string } | null}
 */
export function readBuyer(form) {
  const entries = Object.keys(RULES).map((name) => [name, form.elements.namedItem(name)]);
  const wrong = entries.filter(([name, input]) => !check(name, input));
  wrong[0]?.[1].focus();
  return wrong.length > 0 ? null : Object.fromEntries(entries.map(([name, input]) => [name, input.value.trim()]));
}

/** Takes an error away as soon as its field is right. */
export function clearErrorsWhileTyping(form) {
  form.addEventListener('input', ({ target }) => {
    if (target.getAttribute('aria-invalid') === 'true') check(target.name, target);
  });
}

function check(name, input) {
  const isRight = RULES[name](input.value.trim());
  const message = document.getElementById(`${input.id}-error`);
  message.textContent = isRight ? '' : errors[name];
  message.hidden = isRight;
  input.setAttribute('aria-invalid', String(!isRight));
  return isRight;
}
