/** Style sheets of console and help; the first two are the payment window's. */
export const CONSOLE_STYLES = [
  '/_window/assets/theme.css',
  '/_window/assets/controls.css',
  '/_console/assets/console.css',
  '/_console/assets/tables.css',
  '/_console/assets/detail.css',
  '/_console/assets/help.css',
];
