/**
 * Makes an element. Texts become text nodes, never HTML, so whatever a PG or a buyer wrote stays text.
 *
 * @param {string} tag
 * @param {Record<string, string | ((event: Event) => void)>} attributes functions become listeners
 * @param {...(Node | string)} children
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name, value);
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}
