/** An invoice as it stands in the chat, before and after it was paid. */
import { html } from "../vendor/preact-htm.module.js";
import { money } from "../lib/format.js";
import { Icon } from "./icons.js";
import { starred } from "./star.js";

export function Invoice({ message, say, language }) {
  const { title, description, currency, total_amount, paid } = message.invoice;
  return html`
    <div class="invoice">
      <p class="invoice-title">${title}</p>
      <p class="invoice-text">${description}</p>
      <p class="invoice-price">
        <span class="price">${starred(money(total_amount, currency, language))}</span>
        ${paid ? html`<span class="paid-mark"><${Icon} name="check" />${say("paid")}</span>`
               : html`<span class="invoice-word">${say("invoice")}</span>`}
      </p>
    </div>
  `;
}
