/** The sheet in which a prospect agrees to share a phone number, as Telegram asks before sharing it. */
import { html, useState } from "../vendor/preact-htm.module.js";
import { Sheet } from "./sheet.js";

const EXAMPLE = "+70000000000"; // a number nobody has

export function ContactSheet({ session, say, onClose }) {
  const [phone, setPhone] = useState(EXAMPLE);
  const share = () => {
    onClose();
    session.shareContact(phone.trim());
  };
  const keys = (event) => event.key === "Enter" && (event.preventDefault(), share());
  return html`
    <${Sheet} title=${say("shareContact")} onClose=${onClose}>
      <h2 class="sheet-title">${say("shareContact")}</h2>
      <input class="phone" type="tel" aria-label=${say("phone")} value=${phone} onKeyDown=${keys}
        onInput=${(event) => setPhone(event.target.value)} />
      <div class="sheet-acts">
        <button type="button" class="wide" onClick=${onClose}>${say("cancel")}</button>
        <button type="button" class="wide main" disabled=${!phone.trim()} onClick=${share}>${say("share")}</button>
      </div>
    <//>
  `;
}
