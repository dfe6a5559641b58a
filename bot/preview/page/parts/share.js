/** The sheets in which a prospect agrees to share a number or a place, as Telegram asks before sharing them. */
import { html, useState } from "../vendor/preact-htm.module.js";
import { placeIn } from "../lib/format.js";
import { Sheet } from "./sheet.js";

const PHONE = "+70000000000"; // a number nobody has
const PLACE = "55.7558, 37.6173"; // Moscow

/** `share` is given what was agreed to: `{phone}`. */
export const ContactSheet = (props) => html`
  <${Share} ...${props} title="shareContact" label="phone" type="tel" example=${PHONE}
    read=${(text) => text.trim() && { phone: text.trim() }} />
`;

/** `share` is given what was agreed to: `{latitude, longitude}`. */
export const PlaceSheet = (props) => html`
  <${Share} ...${props} title="sharePlace" label="place" type="text" example=${PLACE} read=${placeIn} />
`;

function Share({ title, label, type, example, read, say, share, onClose }) {
  const [text, setText] = useState(example);
  const given = read(text);
  const agree = () => {
    if (!given) return;
    onClose();
    share(given);
  };
  const keys = (event) => event.key === "Enter" && (event.preventDefault(), agree());
  return html`
    <${Sheet} title=${say(title)} onClose=${onClose}>
      <h2 class="sheet-title">${say(title)}</h2>
      <input class="phone" type=${type} aria-label=${say(label)} value=${text} onKeyDown=${keys}
        onInput=${(event) => setText(event.target.value)} />
      <div class="sheet-acts">
        <button type="button" class="wide" onClick=${onClose}>${say("cancel")}</button>
        <button type="button" class="wide main" disabled=${!given} onClick=${agree}>${say("share")}</button>
      </div>
    <//>
  `;
}
