/** The buttons under a message, in the bot's own rows. */
import { html } from "../vendor/preact-htm.module.js";
import { money } from "../lib/format.js";
import { buttonName, channelOf, ownLink } from "../lib/messages.js";
import { safeAddress } from "../lib/safe.js";
import { Icon } from "./icons.js";
import { starred, starredPay } from "./star.js";

export function Keys(props) {
  const { message, say, language } = props;
  const { invoice } = message;
  const price = invoice && money(invoice.total_amount, invoice.currency, language);
  const rows = message.buttons?.length ? message.buttons : invoice ? [[{ kind: "pay", text: say("pay", { price }) }]] : [];
  if (rows.length === 0) return null;
  return html`
    <div class="keys">
      ${rows.map((row, index) => html`
        <div class="keys-row">
          ${row.map((button, column) => html`<${Key} ...${props} button=${button} row=${index} column=${column} />`)}
        </div>
      `)}
    </div>
  `;
}

function Key({ button, row, column, message, state, session, say, language, askPay, press, pressed = "", openChannel }) {
  const channel = button.kind === "url" && openChannel && channelOf(session.chat, button.url);
  if (channel) {
    return html`
      <button type="button" class="key url" title=${channel.name || channel.title} onClick=${() => openChannel(channel, button.url)}>
        <span class="key-text">${button.text}</span><${Mark} icon="link" text="" />
      </button>
    `;
  }
  const invoice = button.kind === "url" && session.chat?.links[button.url];
  if (invoice) {
    return html`
      <button type="button" class="key ${invoice.paid ? "paid" : "pay"}" title=${button.text} onClick=${() => askPay({ invoice, link: button.url })}>
        <span class="key-text">${invoice.paid ? say("paid") : starred(button.text)}</span>
        <${Mark} icon=${invoice.paid ? "check" : "card"} text=${say("pays")} />
      </button>
    `;
  }
  const address = button.kind === "url" ? safeAddress(button.url) : null;
  if (address && ownLink(address, session.chat?.bot?.username) === null) {
    return html`
      <a class="key" href=${address} target="_blank" rel="noopener noreferrer" title=${address}>
        <span class="key-text">${button.text}</span><${Mark} icon="link" text=${say("opensTab")} />
      </a>
    `;
  }
  const app = button.kind === "web_app" ? safeAddress(button.url) : null;
  if (app) {
    return html`
      <a class="key" href=${app} target="_blank" rel="noopener noreferrer" title=${app} onClick=${() => session.toast(say("appNote"))}>
        <span class="key-text">${button.text}</span><${Mark} icon="app" text=${say("opensApp")} />
      </a>
    `;
  }
  const acts = {
    callback: () => (press ?? ((...place) => session.press(...place)))(message, row, column),
    pay: () => askPay(message),
    copy: () => copy(button.copy ?? button.text, session, say),
    url: () => session.follow(button.url),
  };
  const act = acts[button.kind] ?? (() => session.toast(say("onlyTelegram")));
  const busy = state.pressing.includes(`${pressed}${buttonName(message, row, column)}`);
  const paid = button.kind === "pay" && message.invoice?.paid;
  return html`
    <button type="button" class="key ${busy ? "busy" : ""} ${paid ? "paid" : button.kind}" aria-busy=${busy} title=${button.text} onClick=${act}>
      <span class="key-text">${paid ? say("paid") : button.kind === "pay" ? payWords(button.text, message, say, language) : starred(button.text)}</span>
      ${button.kind === "pay" && html`<${Mark} icon=${paid ? "check" : "card"} text=${say("pays")} />`}
      ${button.kind === "copy" && html`<${Mark} icon="copy" text=${say("copies")} />`}
      ${button.kind === "url" && html`<${Mark} icon="flag" text="" />`}
    </button>
  `;
}

/** Telegram words the button of an invoice itself, in the person's language, unless the bot has words of its own. */
function payWords(text, { invoice }, say, language) {
  const itsOwn = invoice && text.startsWith("Pay ");
  return itsOwn ? starred(say("pay", { price: money(invoice.total_amount, invoice.currency, language) })) : starredPay(text);
}

const Mark = ({ icon, text }) => html`
  <span class="key-mark"><${Icon} name=${icon} />${text && html`<span class="unseen"> (${text})</span>`}</span>
`;

async function copy(text, session, say) {
  try {
    await navigator.clipboard.writeText(text);
    session.toast(say("copied"));
  } catch {
    session.toast(say("notCopied", { text }));
  }
}
