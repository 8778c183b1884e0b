// Everything works without this file.
// A form that was sent is not sent again by a second press.
for (const form of document.querySelectorAll('form[method="post"]')) {
  form.addEventListener('submit', (event) => {
    if (form.dataset.sent === 'true') event.preventDefault();
    form.dataset.sent = 'true';
  });
}
// An amount is typed for a part.
for (const amount of document.querySelectorAll('form input[name="amount"]')) {
  amount.addEventListener('input', () => {
    const part = amount.form.querySelector('input[name="how"][value="part"]');
    if (part && amount.value !== '') part.checked = true;
  });
}
// The browser shows an earlier page again as it was left.
window.addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent;
});
