/** What a form says: empty fields are left out, number fields are numbers, checkboxes only when they are ticked. */
export function formValues(form) {
  const values = {};
  for (const field of form.elements) {
    if (!field.name) continue;
    if (field.type === 'checkbox') {
      if (field.checked) values[field.name] = true;
      continue;
    }
    const text = field.value.trim();
    if (text !== '') values[field.name] = field.type === 'number' ? Number(text) : text;
  }
  return values;
}

/** Has a form do something with its values instead of being sent. */
export function onSubmit(id, act) {
  const form = document.getElementById(id);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    act(formValues(form), form);
  });
}
