/** What the server has put into the page for its scripts. */
export const pageData = JSON.parse(document.getElementById('page-data').textContent);
