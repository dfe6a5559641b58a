/** The chat as the chosen prospect has it on the phone: head, messages, and the line to write in. */
import { html, useState } from "../vendor/preact-htm.module.js";
import { ChannelSheet } from "./channel.js";
import { Composer } from "./composer.js";
import { EventSheet } from "./event.js";
import { Icon } from "./icons.js";
import { Log } from "./log.js";
import { Menu } from "./menu.js";
import { Error, Lost, Toasts } from "./notices.js";
import { PaySheet } from "./pay.js";
import { Viewer } from "./media.js";
import { Record } from "./record.js";
import { startLinks } from "./start.js";
import { subscriptionActs } from "./subscriptions.js";

export function Chat({ state, session, say, language }) {
  const [photo, setPhoto] = useState(null);
  const [invoice, setInvoice] = useState(null);
  const [channel, setChannel] = useState(null);
  const [sending, setSending] = useState(false);
  const { chat } = session;
  const shared = { state, session, chat, say, language };
  return html`
    <main class="chat">
      <${Head} ...${shared} sendEvent=${() => setSending(true)} />
      <div class="chat-middle">
        ${chat ? html`<${Log} key=${state.chosen} ...${shared} enlarge=${setPhoto} askPay=${setInvoice}
                 openChannel=${(one, link) => setChannel({ id: one.id, link })} />`
               : html`<${Nobody} ...${shared} />`}
        <${Lost} state=${state} say=${say} />
        <${Toasts} state=${state} />
        <${Error} state=${state} session=${session} say=${say} />
      </div>
      <div class="chat-foot">${chat && html`<${Composer} key=${`line-${state.chosen}`} ...${shared} />`}</div>
      ${photo && html`<${Viewer} photo=${photo} say=${say} onClose=${() => setPhoto(null)} />`}
      ${invoice && html`<${PaySheet} message=${invoice} ...${shared} onClose=${() => setInvoice(null)} />`}
      ${sending && html`<${EventSheet} ...${shared} onClose=${() => setSending(false)} />`}
      ${channel !== null && html`<${ChannelSheet} ...${channel} ...${shared} onClose=${() => setChannel(null)} />`}
    </main>
  `;
}

function Head({ state, session, chat, say, language, sendEvent }) {
  const bot = chat?.bot;
  const typing = state.typing[state.chosen];
  const under = typing ? say("typing") : chat?.blocked ? say("blockedState") : say("bot");
  const block = chat?.blocked
    ? { icon: "check", text: say("unblock"), act: session.unblock }
    : { icon: "block", text: say("block"), act: session.block };
  const calls = { icon: "globe", text: say(state.callsFail ? "letCallsSucceed" : "letCallsFail"), act: () => session.letCallsFail(!state.callsFail) };
  const event = { icon: "globe", text: say("sendEvent"), act: sendEvent };
  const deeds = [block];
  if (state.funnels.some((funnel) => funnel.calls)) deeds.push(calls);
  if (state.funnels.some((funnel) => funnel.events?.length)) deeds.push(event);
  const group = bot ? `@${bot.username}` : " ";
  return html`
    <header class="chat-head">
      <span class="bot-avatar" aria-hidden="true"><${Icon} name="funnel" /></span>
      <div class="chat-words">
        <h1 class="chat-title">${bot ? bot.first_name || bot.username : "Voronka"}</h1>
        <p class="chat-under ${typing ? "typing" : ""}">${chat ? under : ""}</p>
      </div>
      ${state.clock?.recording && chat?.messages.length > 0 && html`<${Record} key=${state.chosen} session=${session} say=${say} />`}
      ${chat && html`
        <${Menu} label=${say("actions")} icon="more" side="below"
          items=${[...startLinks(state, session, say), ...subscriptionActs(session, say, language),
            ...deeds.map((deed) => ({ ...deed, group }))]} />
      `}
    </header>
  `;
}

const Nobody = ({ state, session, say, language }) => html`
  <div class="log empty">
    <div class="card">
      <p class="card-title">${state.ready ? say("noPersons") : say("connecting")}</p>
      ${state.ready && html`
        <p class="card-hint">${say("noPersonsHint")}</p>
        <button type="button" class="wide main" onClick=${() => session.addPerson(say("names").split(","), language)}>
          ${say("newPerson")}
        </button>
      `}
    </div>
  </div>
`;
