/** The reply keyboard that the bot has put under the line one writes in. */
import { html, useState } from "../vendor/preact-htm.module.js";
import { ContactSheet, PlaceSheet } from "./share.js";
import { Icon } from "./icons.js";

const MARKS = { contact: "person", location: "pin" };

/** `used` is called when a button of it has been used: one for a single use folds then. */
export function Answers({ chat, session, say, used }) {
  const [asked, setAsked] = useState(null); // {kind, row, column}: what the prospect must agree to share
  const send = async (row, column, shared) => (await session.pressAnswer(row, column, shared)) && used();
  const press = (button, row, column) =>
    button.kind in MARKS ? setAsked({ kind: button.kind, row, column }) : send(row, column);
  const share = (shared) => send(asked.row, asked.column, shared);
  const close = () => setAsked(null);
  const draw = (button, row, column) => html`
    <button type="button" class="answer" title=${button.text} onClick=${() => press(button, row, column)}>
      ${MARKS[button.kind] && html`<${Icon} name=${MARKS[button.kind]} />`}<span class="key-text">${button.text}</span>
    </button>
  `;
  return html`
    <div class="answers" role="group" aria-label=${say("answers")}>
      ${chat.keyboard.map((row, index) => html`
        <div class="keys-row">${row.map((button, column) => draw(button, index, column))}</div>
      `)}
      ${asked?.kind === "contact" && html`<${ContactSheet} say=${say} share=${share} onClose=${close} />`}
      ${asked?.kind === "location" && html`<${PlaceSheet} say=${say} share=${share} onClose=${close} />`}
    </div>
  `;
}
