/** The sheet that asks before paying, and then says what the bot decided. */
import { html, useEffect, useRef, useState } from "../vendor/preact-htm.module.js";
import { money } from "../lib/format.js";
import { Icon } from "./icons.js";
import { Sheet } from "./sheet.js";
import { starred } from "./star.js";

export function PaySheet({ message, session, say, language, onClose }) {
  const { title, currency, total_amount, paid, again } = message.invoice;
  const [stage, setStage] = useState({ name: "ask" });
  const price = money(total_amount, currency, language);
  const pay = async () => {
    setStage({ name: "paying" });
    const outcome = await session.pay(message);
    if (outcome === null) onClose();
    else setStage(outcome.ok ? { name: "done" } : { name: "refused", why: outcome.error });
  };
  const heading = {
    ask: say(paid ? "paidAlready" : "payAsk", { price }),
    paying: say("payAsk", { price }),
    done: say("payDone"),
    refused: say("payRefused"),
  }[stage.name];
  const over = ["done", "refused"].includes(stage.name);
  const ok = useRef(null);
  useEffect(() => over && ok.current.focus(), [over]); // the button that had the focus is gone by then
  return html`
    <${Sheet} title=${heading} onClose=${stage.name === "paying" ? () => {} : onClose}>
      <div class="pay-seal ${stage.name}"><${Icon} name=${{ done: "check", refused: "close" }[stage.name] ?? "card"} /></div>
      <h2 class="sheet-title">${starred(heading)}</h2>
      <p class="sheet-text" role="status">
        ${stage.name === "refused" ? stage.why || say("payRefusedPlain") : stage.name === "paying" ? say("paying") : title}
      </p>
      ${over
        ? html`<div class="sheet-acts"><button type="button" class="wide main" ref=${ok} onClick=${onClose}>${say("ok")}</button></div>`
        : html`
          <div class="sheet-acts">
            <button type="button" class="wide" disabled=${stage.name === "paying"} onClick=${onClose}>${say("cancel")}</button>
            <button type="button" class="wide main" disabled=${stage.name === "paying"} onClick=${pay}>
              <span>${paid ? say("payAgain") : starred(say("pay", { price }))}</span>
            </button>
          </div>
          ${again && html`<p class="sheet-note">${say("payAgainNote")}</p>`}
          <p class="sheet-note">${say("payNote")}</p>
        `}
    <//>
  `;
}
