/** A walk that is recorded can be saved as a dialogue: under a name, into the funnel's own file. */
import { html, useState } from "../vendor/preact-htm.module.js";
import { Icon } from "./icons.js";
import { Sheet } from "./sheet.js";

export function Record({ session, say }) {
  const [open, setOpen] = useState(false);
  return html`
    <button type="button" class="round" aria-label=${say("saveDialogue")} title=${say("saveDialogue")}
      onClick=${() => setOpen(true)}><${Icon} name="save" /></button>
    ${open && html`<${SaveSheet} session=${session} say=${say} onClose=${() => setOpen(false)} />`}
  `;
}

function SaveSheet({ session, say, onClose }) {
  const [name, setName] = useState("");
  const [saving, setSaving] = useState(false);
  const [saved, setSaved] = useState(null);
  const [failure, setFailure] = useState(null);
  const ready = name.trim() !== "" && !saving;
  const save = async (event) => {
    event.preventDefault();
    if (!ready) return;
    setSaving(true);
    try {
      setSaved(await session.saveDialogue(name));
    } catch (error) {
      setFailure(error.sentence ?? say(error.key ?? "broken", error.values ?? { text: error.message }));
    }
    setSaving(false);
  };
  if (saved) return html`<${Saved} saved=${saved} say=${say} onClose=${onClose} />`;
  return html`
    <${Sheet} title=${say("saveDialogue")} onClose=${onClose}>
      <form class="sheet-form" onSubmit=${save}>
        <h2 class="sheet-title">${say("saveDialogue")}</h2>
        <p class="sheet-note">${say("dialogueNote")}</p>
        <input class="phone" type="text" autofocus aria-label=${say("dialogueName")} placeholder=${say("dialogueName")}
          value=${name} onInput=${(event) => setName(event.target.value)} />
        ${failure && html`<p class="sheet-bad" role="alert">${failure}</p>`}
        <div class="sheet-acts">
          <button type="button" class="wide" onClick=${onClose}>${say("cancel")}</button>
          <button type="submit" class="wide main" disabled=${!ready}>${say("save")}</button>
        </div>
      </form>
    <//>
  `;
}

const Saved = ({ saved, say, onClose }) => html`
  <${Sheet} title=${say("dialogueSaved")} onClose=${onClose}>
    <h2 class="sheet-title">${say("dialogueSaved")}</h2>
    <p class="sheet-text">${saved.file}:${saved.line}</p>
    <pre class="sheet-code">${saved.text}</pre>
    <div class="sheet-acts"><button type="button" class="wide main" onClick=${onClose}>${say("ok")}</button></div>
  <//>
`;
