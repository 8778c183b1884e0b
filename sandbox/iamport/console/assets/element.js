/** Makes an element: properties (a `class`, `data-…`, `on…` among them), then children; text is never markup. */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/** A button that does something and says what became of it. */
export function actionButton(id, label, act, properties = {}) {
  return element('button', { id, type: 'button', onclick: act, ...properties }, label);
}
