/** The line to write in; in a chat not begun it is START, in a blocked one it is the way back. */
import { html, useEffect, useLayoutEffect, useRef, useState } from "../vendor/preact-htm.module.js";
import { Answers } from "./answers.js";
import { Icon } from "./icons.js";
import { Menu } from "./menu.js";
import { ContactSheet, PlaceSheet } from "./share.js";

const LIMIT = 4096; // UTF-16 units, which is how both Telegram and JavaScript count

export function Composer(props) {
  const { chat, session, say } = props;
  if (chat.blocked) return html`<${Bar} text=${say("unblock")} act=${session.unblock} />`;
  if (chat.messages.length === 0) return html`<${Bar} main text=${say("start")} act=${() => session.write("/start")} />`;
  return html`<${Talk} ...${props} />`;
}

/** The line and the reply keyboard, which folds when Telegram would fold it, and at the prospect's wish. */
function Talk(props) {
  const { chat, session } = props;
  const keyboard = chat.keyboard?.length ? JSON.stringify(chat.keyboard) : "";
  const [open, setOpen] = useState(!chat.folded);
  useEffect(() => setOpen(!chat.folded), [keyboard, chat.folded]);
  const used = () => setOpen(!session.chat.folded);
  const fold = keyboard && { open, toggle: () => setOpen(!open) };
  return html`<${Line} ...${props} fold=${fold} />${keyboard && open && html`<${Answers} ...${props} used=${used} />`}`;
}

const Bar = ({ text, act, main }) => html`
  <div class="composer"><button type="button" class="bar ${main ? "main" : ""}" onClick=${act}>${text}</button></div>
`;

function Line({ session, chat, say, fold }) {
  const [text, setText] = useState("");
  const [sending, setSending] = useState(false);
  const [asks, setAsks] = useState(null); // contact or location
  const field = useRef(null);
  const over = text.length - LIMIT;
  const sendable = text.trim() !== "" && over <= 0 && !sending;

  useLayoutEffect(() => {
    field.current.style.height = "auto";
    field.current.style.height = `${Math.min(field.current.scrollHeight, 160)}px`;
  }, [text]);

  const send = async () => {
    if (!sendable) return;
    setSending(true);
    if (await session.write(text)) setText("");
    setSending(false);
    field.current?.focus();
  };
  const keys = (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  };
  return html`
    <form class="composer" onSubmit=${(event) => { event.preventDefault(); send(); }}>
      ${over > 0 && html`<p class="too-long" role="alert">${say("tooLong", { count: over })}</p>`}
      <${Commands} chat=${chat} session=${session} say=${say} />
      <${Attach} session=${session} say=${say} ask=${setAsks} />
      <textarea ref=${field} rows="1" value=${text} placeholder=${say("write")} aria-label=${say("write")}
        onInput=${(event) => setText(event.target.value)} onKeyDown=${keys}></textarea>
      ${fold && html`
        <button type="button" class="round" aria-expanded=${fold.open} aria-label=${say("answers")} title=${say("answers")}
          onClick=${fold.toggle}><${Icon} name=${fold.open ? "down" : "keyboard"} /></button>
      `}
      <button type="submit" class="round send" disabled=${!sendable} aria-label=${say("send")} title=${say("send")}>
        <${Icon} name="send" />
      </button>
      ${asks === "contact" && html`<${ContactSheet} say=${say} share=${session.shareContact} onClose=${() => setAsks(null)} />`}
      ${asks === "location" && html`<${PlaceSheet} say=${say} share=${session.sharePlace} onClose=${() => setAsks(null)} />`}
    </form>
  `;
}

/** Telegram's menu button: the commands the bot has put there. */
function Commands({ chat, session, say }) {
  if (!chat.menu?.length) return null;
  const items = chat.menu.map(({ command, description }) => ({
    icon: "flag",
    text: html`<b>/${command}</b> ${description}`,
    act: () => session.write(`/${command}`),
  }));
  return html`<${Menu} label=${say("menu")} icon="menu" side="above" items=${items} />`;
}

function Attach({ session, say, ask }) {
  const photo = useRef(null);
  const file = useRef(null);
  const chosen = (kind) => async (event) => {
    const [picked] = event.target.files;
    event.target.value = "";
    if (picked) await session.sendFile(kind, picked);
  };
  const items = [
    { icon: "photo", text: say("photo"), act: () => photo.current.click() },
    { icon: "file", text: say("document"), act: () => file.current.click() },
    { icon: "sticker", text: say("sticker"), act: () => session.sendFile("sticker") },
    { icon: "person", text: say("contact"), act: () => ask("contact") },
    { icon: "pin", text: say("location"), act: () => ask("location") },
  ];
  return html`
    <${Menu} label=${say("attach")} icon="clip" side="above" items=${items} />
    <input ref=${photo} type="file" accept="image/*" hidden data-kind="photo" onChange=${chosen("photo")} />
    <input ref=${file} type="file" hidden data-kind="document" onChange=${chosen("document")} />
  `;
}
