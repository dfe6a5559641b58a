/** What comes over the chat and goes: toasts, a bot's alert, a lost connection, an error in one sentence. */
import { html } from "../vendor/preact-htm.module.js";
import { safeAddress } from "../lib/safe.js";
import { Icon } from "./icons.js";
import { Sheet } from "./sheet.js";

export const Toasts = ({ state }) => html`
  <div class="toasts" role="status" aria-live="polite">
    ${state.toasts.map(({ number, text }) => html`<p class="toast" key=${number}>${text}</p>`)}
  </div>
`;

export const Lost = ({ state, say }) => html`
  <div class="lost-place" role="status">${!state.online && html`<p class="lost">${say("lost")}</p>`}</div>
`;

export function Error({ state, session, say }) {
  const { error } = state;
  if (!error) return null;
  const sentence = error.sentence ?? (error.key ? say(error.key, error.values) : say("broken", { text: error.message }));
  return html`
    <div class="error" role="alert">
      <p>${sentence}</p>
      <button type="button" class="round" aria-label=${say("close")} onClick=${session.closeError}><${Icon} name="close" /></button>
    </div>
  `;
}

/** A bot's alert, or a link that a bot asks to open. */
export function Notice({ state, session, say }) {
  const { notice } = state;
  if (!notice) return null;
  return notice.kind === "alert" ? html`<${Alert} ...${{ notice, session, say }} />` : html`<${Link} ...${{ notice, session, say }} />`;
}

const Alert = ({ notice, session, say }) => html`
  <${Sheet} title=${notice.text} onClose=${session.closeNotice}>
    <p class="sheet-text alert-text">${notice.text}</p>
    <div class="sheet-acts"><button type="button" class="wide main" onClick=${session.closeNotice}>${say("ok")}</button></div>
  <//>
`;

function Link({ notice, session, say }) {
  const address = safeAddress(notice.address);
  return html`
    <${Sheet} title=${say("openLink")} onClose=${session.closeNotice}>
      <h2 class="sheet-title">${say("openLink")}</h2>
      <p class="sheet-text address">${notice.address}</p>
      <div class="sheet-acts">
        <button type="button" class="wide" onClick=${session.closeNotice}>${say("cancel")}</button>
        ${address && html`
          <a class="wide main" href=${address} target="_blank" rel="noopener noreferrer" onClick=${session.closeNotice}>${say("open")}</a>
        `}
      </div>
    <//>
  `;
}
