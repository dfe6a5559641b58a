/** How a prospect comes in: the bare START, or a funnel's link with its payload. */
import { html } from "../vendor/preact-htm.module.js";
import { Icon } from "./icons.js";

const commands = (funnels) =>
  funnels.flatMap(({ funnel, title, links }) => links.map((link) => ({ funnel, title, command: `/start ${link}` })));

/** The same links as entries of a menu, for a chat that has begun. */
export const startLinks = (state, session, say) =>
  commands(state.funnels).map(({ command }) => ({
    icon: "flag",
    text: command,
    group: say("startLinks"),
    act: () => session.write(command),
  }));

export function Welcome({ state, session, chat, say }) {
  return html`
    <div class="log empty">
      <div class="card">
        <span class="bot-avatar large" aria-hidden="true"><${Icon} name="funnel" /></span>
        <p class="card-title">${chat.bot?.description ? say("noText") : chat.bot?.first_name}</p>
        ${chat.bot?.description && html`<p class="card-text">${chat.bot.description}</p>`}
        <p class="card-hint">${say("startHint")}</p>
        <ul class="chips">
          ${commands(state.funnels).map(({ funnel, title, command }) => html`
            <li key=${`${funnel} ${command}`}>
              <button type="button" class="chip" title=${title} onClick=${() => session.write(command)}>
                <span class="chip-command">${command}</span><span class="chip-title">${title}</span>
              </button>
            </li>
          `)}
        </ul>
      </div>
    </div>
  `;
}
