/** One message: what it carries, its words, its time, and the buttons under it. */
import { html, useState } from "../vendor/preact-htm.module.js";
import { clockTime, moment } from "../lib/format.js";
import { drawn } from "../lib/safe.js";
import { Invoice } from "./invoice.js";
import { Keys } from "./keys.js";
import { Media } from "./media.js";

export function Bubble(props) {
  const { messages, first, last, session, say, language } = props;
  const [message] = messages;
  const { html: words } = messages.find((one) => one.html) ?? message;
  const pictured = Boolean(message.photo ?? message.video ?? message.animation);
  const bare = Boolean(message.sticker ?? message.video_note) || (pictured && !words);
  const classes = ["message", `by-${message.from}`, first && "first", last && "last"].filter(Boolean).join(" ");
  return html`
    <article class=${classes} data-message=${message.id}>
      <div class="bubble ${bare ? "bare" : ""} ${pictured ? "pictured" : ""} ${message.video_note ? "rounded" : ""}">
        ${messages.length > 1 ? html`<${Album} ...${props} />` : html`<${Media} ...${props} message=${message} />`}
        ${message.invoice && html`<${Invoice} message=${message} say=${say} language=${language} />`}
        <div class="words ${words ? "" : "none"}">
          ${words && drawn(words, { command: session.write, hidden: say("spoiler"), Spoiler })}
          <span class="meta">
            ${message.edited && html`<span class="edited">${say("edited")}</span>`}
            <time datetime=${moment(message.date).toISOString()}>${clockTime(message.date, language)}</time>
          </span>
        </div>
      </div>
      <${Keys} ...${props} message=${message} />
    </article>
  `;
}

const Album = (props) => html`
  <div class="album ${props.messages[0].photo || props.messages[0].video ? "tiles" : ""}">
    ${props.messages.map((message) => html`<${Media} key=${message.id} ...${props} message=${message} />`)}
  </div>
`;

function Spoiler({ label, children }) {
  const [shown, setShown] = useState(false);
  const show = () => setShown(true);
  if (shown) return html`<span class="spoiler shown">${children}</span>`;
  const keys = (event) => ["Enter", " "].includes(event.key) && (event.preventDefault(), show());
  return html`
    <span class="spoiler" role="button" tabindex="0" aria-label=${label} title=${label} onClick=${show} onKeyDown=${keys}>
      <span class="spoiler-inside" aria-hidden="true">${children}</span>
    </span>
  `;
}
