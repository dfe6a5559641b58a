/** The sheet in which an event is sent to the bot, as a shop or a CRM would send it. */
import { html, useState } from "../vendor/preact-htm.module.js";
import { Sheet } from "./sheet.js";

/** `name: value` lines as an object; what reads as a number, or as true or false, is one. */
function valuesIn(text) {
  const lines = text.split("\n").filter((line) => line.trim());
  return Object.fromEntries(lines.map((line) => {
    const [name, ...rest] = line.split(":");
    return [name.trim(), valueOf(rest.join(":").trim())];
  }));
}

function valueOf(text) {
  if (text === "true" || text === "false") return text === "true";
  return /^-?(0|[1-9]\d{0,14})(\.\d+)?$/.test(text) ? Number(text) : text;
}

export function EventSheet({ state, session, say, onClose }) {
  const [name, setName] = useState("");
  const [values, setValues] = useState("");
  const [failure, setFailure] = useState(null);
  const known = [...new Set(state.funnels.flatMap((funnel) => funnel.events ?? []))];
  const send = async (event) => {
    event.preventDefault();
    try {
      await session.sendEvent(name.trim(), valuesIn(values));
      onClose();
    } catch (error) {
      setFailure(error.sentence ?? say(error.key ?? "broken", error.values ?? { text: error.message }));
    }
  };
  return html`
    <${Sheet} title=${say("sendEvent")} onClose=${onClose}>
      <form class="sheet-form" onSubmit=${send}>
        <h2 class="sheet-title">${say("sendEvent")}</h2>
        <p class="sheet-note">${say("eventNote")}</p>
        <input class="phone" type="text" autofocus list="known-events" aria-label=${say("eventName")}
          placeholder=${say("eventName")} value=${name} onInput=${(event) => setName(event.target.value)} />
        <datalist id="known-events">${known.map((one) => html`<option key=${one} value=${one} />`)}</datalist>
        <textarea class="phone" rows="3" aria-label=${say("eventValues")} placeholder=${say("eventValues")}
          value=${values} onInput=${(event) => setValues(event.target.value)} />
        ${failure && html`<p class="sheet-bad" role="alert">${failure}</p>`}
        <div class="sheet-acts">
          <button type="button" class="wide" onClick=${onClose}>${say("cancel")}</button>
          <button type="submit" class="wide main" disabled=${!name.trim()}>${say("send")}</button>
        </div>
      </form>
    <//>
  `;
}
