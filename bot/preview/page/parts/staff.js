/** What the people who run the bot were sent, beside the prospect's chat: their buttons work, a reply goes to the prospect. */
import { html, useEffect, useLayoutEffect, useRef, useState } from "../vendor/preact-htm.module.js";
import { Bubble } from "./bubble.js";
import { Icon } from "./icons.js";

const NEAR_PX = 80;

const canBeAnswered = (message) => message.from === "bot" && message.buttons.some((row) => row.some((key) => key.kind === "callback"));

export function Staff({ state, session, say, language }) {
  const [chosen, choose] = useState(null); // {chat, message}: ids
  const box = useRef(null);
  const stays = useRef(true); // at the latest message, until somebody scrolls up to read
  const panel = useRef(null);
  const entries = state.staff.flatMap((chat) => chat.messages.map((message) => ({ chat, message })));
  entries.sort((one, other) => one.message.date - other.message.date);
  const answerable = entries.filter(({ message }) => canBeAnswered(message));
  const target = answerable.find(({ chat, message }) => chat.id === chosen?.chat && message.id === chosen?.message) ?? answerable.at(-1);
  const close = () => session.showStaff(false);

  useEffect(() => panel.current.focus(), []);
  useLayoutEffect(() => {
    if (stays.current) box.current.scrollTop = box.current.scrollHeight;
  }, [state.staff]);
  const scrolled = () => {
    const { scrollHeight, scrollTop, clientHeight } = box.current;
    stays.current = scrollHeight - scrollTop - clientHeight < NEAR_PX;
  };
  return html`
    <aside class="staff" aria-label=${say("staff")} tabindex="-1" ref=${panel} onKeyDown=${(event) => event.key === "Escape" && close()}>
      <header class="staff-head">
        <h2>${say("staff")}</h2>
        <button type="button" class="round" aria-label=${say("close")} title=${say("close")} onClick=${close}><${Icon} name="close" /></button>
      </header>
      <div class="staff-log" ref=${box} onScroll=${scrolled} tabindex="0">
        ${entries.length === 0 && html`<p class="staff-hint">${say("staffHint")}</p>`}
        ${entries.map(({ chat, message }) => html`
          <div class="staff-entry ${message === target?.message ? "target" : ""}" key=${`${chat.id} ${message.id}`}>
            ${chat.id !== state.staff[0].id && html`<p class="staff-chat">${chat.title}</p>`}
            <${Bubble} messages=${[message]} first last state=${state} session=${session} say=${say} language=${language}
              press=${(...place) => session.pressAsStaff(chat, ...place)} pressed=${`staff ${chat.id} `} />
            ${canBeAnswered(message) && html`
              <button type="button" class="staff-choose" onClick=${() => choose({ chat: chat.id, message: message.id })}>${say("replyTo")}</button>
            `}
          </div>
        `)}
      </div>
      <${Reply} target=${target} about=${target && words(entries, target)} session=${session} say=${say} />
    </aside>
  `;
}

/** What a notice says; a picture or a sticker is about what was said before it. */
function words(entries, target) {
  const until = entries.slice(0, entries.indexOf(target) + 1);
  const said = until.findLast(({ chat, message }) => chat.id === target.chat.id && message.text);
  return (said?.message.text ?? "").split("\n").filter(Boolean).slice(0, 2).join(" · ");
}

function Reply({ target, about, session, say }) {
  const [text, setText] = useState("");
  const send = async (event) => {
    event.preventDefault();
    if (target && text.trim() && (await session.reply(target.chat, target.message, text))) setText("");
  };
  return html`
    <form class="staff-reply" onSubmit=${send}>
      <p class="staff-about">${target ? say("replyingTo", { text: about }) : say("chooseNotice")}</p>
      <input value=${text} disabled=${!target} placeholder=${say("replyTo")} aria-label=${say("replyTo")}
        onInput=${(event) => setText(event.target.value)} />
      <button type="submit" class="round send" disabled=${!target || !text.trim()} aria-label=${say("send")} title=${say("send")}>
        <${Icon} name="send" />
      </button>
    </form>
  `;
}
