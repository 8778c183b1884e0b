import { showActivity } from './activity.js';
import { showRecentOrder } from './recent-order.js';

showActivity();
showRecentOrder();
// A page that the back button brings out of the browser's memory has not seen what happened since.
window.addEventListener('pageshow', () => {
  showActivity();
  showRecentOrder();
});
