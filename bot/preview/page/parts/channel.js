/** A channel as a prospect sees it who follows a link into it: its name, and one button to join or leave. */
import { html } from "../vendor/preact-htm.module.js";
import { Icon } from "./icons.js";
import { Sheet } from "./sheet.js";

export function ChannelSheet({ id, link, chat, session, say, onClose }) {
  const channel = chat?.channels.find((one) => one.id === id);
  if (!channel) return null;
  const move = async () => {
    if (await session.moveInChannel(channel, !channel.joined, link)) onClose();
  };
  return html`
    <${Sheet} title=${say("channel")} onClose=${onClose}>
      <div class="channel">
        <span class="bot-avatar" aria-hidden="true"><${Icon} name="bell" /></span>
        <div>
          <h2 class="sheet-title">${channel.title}</h2>
          <p class="channel-under">${channel.name} ${say(channel.joined ? "joined" : channel.asked ? "asked" : "notJoined")}</p>
        </div>
      </div>
      <div class="sheet-acts">
        <button type="button" class="wide" onClick=${onClose}>${say("cancel")}</button>
        <button type="button" class="wide ${channel.joined ? "" : "main"}" onClick=${move}>${say(channel.joined ? "leave" : "join")}</button>
      </div>
    <//>
  `;
}
