/** A line of the chat that nobody said: money that moved, and whatever else Telegram notes between messages. */
import { html } from "../vendor/preact-htm.module.js";
import { clockTime, moment, money } from "../lib/format.js";
import { starred } from "./star.js";

export function Service({ message, say, language }) {
  const { payment } = message;
  const told = payment
    ? say(payment.refunded ? "refundedLine" : "paidLine", { price: money(payment.total_amount, payment.currency, language) })
    : message.text || say("unknownKind");
  return html`
    <p class="service"><span>${starred(told)} <time datetime=${moment(message.date).toISOString()}>${clockTime(message.date, language)}</time></span></p>
  `;
}
