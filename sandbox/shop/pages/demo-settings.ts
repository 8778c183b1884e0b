import { html, type Html } from './html';
import type { PageContext } from './page-context';

/** What no real shop has: how the window opens, and attacks to try. */
export function demoSettings({ texts: { checkout } }: PageContext): Html {
  return html`<details class="card demo" id="demo-settings">
    <summary>${checkout.demo}</summary>
    <fieldset>
      <legend>${checkout.flow}</legend>
      <label for="flow-callback"
        ><input type="radio" id="flow-callback" name="flow" value="callback" checked /> ${checkout.callback}</label
      >
      <label for="flow-redirect"
        ><input type="radio" id="flow-redirect" name="flow" value="redirect" /> ${checkout.redirect}</label
      >
    </fieldset>
    <fieldset class="attack" aria-describedby="attack-lead">
      <legend>${checkout.attack}</legend>
      <p id="attack-lead" class="soft">${checkout.attackLead}</p>
      <label for="cheat-amount"
        ><input type="checkbox" id="cheat-amount" name="cheat-amount" /> ${checkout.cheatAmount}</label
      >
      <label for="cheat-channel"
        ><input type="checkbox" id="cheat-channel" name="cheat-channel" /> ${checkout.cheatChannel}</label
      >
    </fieldset>
  </details>`;
}
