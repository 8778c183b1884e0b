const STORAGE_KEY = 'recent-order';

/**
 * Remembers the order that was placed last in this tab, so that nobody pays twice for having pressed "back".
 *
 * @param {string} orderPath
 * @param {string} checkoutPath where it can be tried again
 */
export function keepRecentOrder(orderPath, checkoutPath) {
  try {
    sessionStorage.setItem(STORAGE_KEY, JSON.stringify({ orderPath, checkoutPath }));
  } catch {
    // A convenience only.
  }
  showRecentOrder();
}

/** Shows the link to it in the page's header. */
export function showRecentOrder() {
  const recent = readRecentOrder();
  const link = document.getElementById('recent-order');
  link.hidden = recent === null;
  if (recent !== null) link.href = recent.orderPath;
}

/** Where the order of this page was placed, or null where that was not in this tab. */
export function checkoutPathOf(orderPath) {
  const recent = readRecentOrder();
  return recent?.orderPath === orderPath ? recent.checkoutPath : null;
}

function readRecentOrder() {
  try {
    return JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? 'null');
  } catch {
    return null;
  }
}
